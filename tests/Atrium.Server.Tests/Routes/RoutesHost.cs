using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Atrium.Database;
using Atrium.Database.Plans;
using Atrium.Gateway.Auth;
using Atrium.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace Atrium.Server.Tests.Routes;

/// <summary>
/// The whole server over a real port, with the rows of <c>tests.populate()</c>: the agencies Alder and Birch, a person
/// of every role in each, and something in every table.
/// </summary>
public sealed class RoutesHost : IAsyncLifetime
{
    /// <summary>Name of the collection of tests that share it.</summary>
    public const string Shared = "routes";

    /// <summary>The owner of the other agency, to whom nothing of Alder is there.</summary>
    public const string Stranger = "owner@birch.test";

    /// <summary>A contact user of one of Alder's clients, to whom little of Alder is there.</summary>
    public const string Customer = "customer@alder.test";

    readonly string _folder = Directory.CreateTempSubdirectory("atrium-routes-").FullName;
    readonly Dictionary<string, string> _tokens = [];
    WebApplication? _app;

    /// <summary>The database, with the helpers of the checks.</summary>
    public TestDatabase Database { get; } = new();

    /// <summary>Asks over the port.</summary>
    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>Signs tokens with the server's own key.</summary>
    public Forge Forge => field ??= new Forge(Path.Combine(_folder, "secrets"));

    /// <summary>Every route that the server has, as <c>METHOD /pattern</c>.</summary>
    public IEnumerable<string> Served => ((IEndpointRouteBuilder)_app!).DataSources
        .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .SelectMany(route => (route.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["ANY"])
            .Select(method => $"{method} {route.RoutePattern.RawText}"));

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        await using (var session = await SqlSession.OpenAsync(Database.ConnectionString, default))
        {
            foreach (var statement in Plan.Read(Plan.Find()).Testing.SelectMany(script => script.Statements))
            {
                await session.ExecuteAsync(statement.Sql, default);
            }

            await session.ExecuteAsync("select tests.populate()", default);
        }

        Directory.CreateDirectory(Path.Combine(_folder, "web"));
        _app = await ServerHost.StartAsync(new AtriumOptions
        {
            DataFolder = _folder,
            ConnectionString = Database.GatewayConnectionString,
            Port = 0,
            WebFolder = Path.Combine(_folder, "web"),
            LogFrom = LogLevel.Critical,
            SignIn = new AuthOptions { Mail = { Mailbox = true } },
        });
        Http.BaseAddress = new Uri(_app.Urls.First());
        foreach (var person in new[] { Stranger, Customer })
        {
            _tokens[person] = Forge.Genuine(await ClaimsAsync(person));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        Forge.Dispose();
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The token of a person, who is signed in.</summary>
    public string TokenOf(string person) => _tokens[person];

    /// <summary>What the token of a person says.</summary>
    /// <param name="person">Their address.</param>
    /// <param name="seconds">How long it lasts.</param>
    public async Task<string> ClaimsAsync(string person, int seconds = 3_600)
    {
        var ids = await Database.ScalarAsync<string>(
            """
            with session as (insert into auth.sessions (id, user_id)
              select gen_random_uuid(), u.id from public.users u where u.email::text = $1 returning id, user_id)
            select s.user_id || ' ' || m.agency_id || ' ' || s.id
            from session s join public.memberships m on m.user_id = s.user_id
            """,
            person);
        var parts = ids!.Split(' ');
        return JsonSerializer.Serialize(new
        {
            sub = parts[0],
            role = "authenticated",
            agency_id = parts[1],
            session_id = parts[2],
            exp = TimeProvider.System.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds(),
        });
    }

    /// <summary>Asks, by the same request id each time; the answer without its date.</summary>
    public async Task<Reply> SendAsync(
        string method, string path, string? token, string? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        request.Headers.Add("X-Request-Id", "the-same");
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value) && request.Content is { } content)
            {
                content.Headers.Remove(name);
                content.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var answer = await Http.SendAsync(request);
        var told = answer.Headers.Concat(answer.Content.Headers)
            .Where(header => header.Key != "Date")
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}").Order(StringComparer.Ordinal);
        return new Reply((int)answer.StatusCode, string.Join('\n', told), await answer.Content.ReadAsStringAsync());
    }
}

/// <summary>Tests over one server.</summary>
[CollectionDefinition(RoutesHost.Shared)]
public sealed class SharedRoutes : ICollectionFixture<RoutesHost>;

/// <summary>An answer to the byte, but for its date.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Headers">A line each.</param>
/// <param name="Body">The whole of it.</param>
public sealed record Reply(int Status, string Headers, string Body)
{
    /// <summary>The same with what the caller wrote taken out.</summary>
    public Reply Without(string given) => this with
    {
        Headers = Headers.Replace(given, "…", StringComparison.Ordinal),
        Body = Body.Replace(given, "…", StringComparison.Ordinal),
    };
}
