using System.Collections.Specialized;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;
using Atrium.Gateway.Auth;
using Atrium.Gateway.Auth.Mail;
using Atrium.Gateway.Tokens;
using Atrium.Kernel;
using Atrium.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Atrium.Gateway.Tests.Auth;

/// <summary>The sign-in surface alone, over a real port and a database of its own.</summary>
public sealed class AuthHost : IAsyncLifetime
{
    readonly string _data = Directory.CreateTempSubdirectory("atrium-auth-").FullName;
    WebApplication? _app;

    public Action<AuthOptions> Configure { get; init; } = _ => { };

    /// <summary>The server's clock, where the test moves it; null: the machine's.</summary>
    public HandClock? Clock { get; init; }

    public TestDatabase Database { get; } = new();

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public ProjectKeys Keys => _app!.Services.GetRequiredService<ProjectKeys>();

    public Forge Forge => field ??= new Forge(_data);

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<TimeProvider>(Clock ?? TimeProvider.System);
        var options = new AuthOptions { Mail = { Mailbox = true } };
        Configure(options);
        builder.Services.AddTenantDoor(Database.GatewayConnectionString).AddTokens(_data).AddAuth(options);
        _app = builder.Build();
        _app.UseCaller();
        _app.MapAuth();
        await _app.StartAsync();
        Http.BaseAddress = new Uri(_app.Urls.First());
        _ = Keys;
    }

    public Task<Answer> PostAsync(string path, object body, string? token = null) =>
        SendAsync(HttpMethod.Post, path, JsonContent.Create(body), token);

    public async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content, string? token = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
        {
            request.Headers.Add("Authorization", $"Bearer {token}");
        }

        return await AnswerAsync(await Http.SendAsync(request));
    }

    /// <summary>Asks as somebody else than the host's own client.</summary>
    public static async Task<Answer> GetAsync(HttpClient http, string path) =>
        await AnswerAsync(await http.GetAsync(new Uri(path, UriKind.Relative)));

    static async Task<Answer> AnswerAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var text = await response.Content.ReadAsStringAsync();
            return new Answer(response.StatusCode, text, response.Headers.RetryAfter?.Delta, response.Headers.Location);
        }
    }

    /// <summary>The newest mail to an address, once there are so many; waits ten seconds for them at most.</summary>
    public async Task<Letter> MailAsync(string to, int count = 1)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        for (; ; )
        {
            var mails = Mails(to);
            if (mails.Count >= count)
            {
                return mails[0];
            }

            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>Waits, ten seconds at most, until no mail waits.</summary>
    public async Task AllMailIsDoneAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (await Database.ScalarAsync<long>("select count(*) from atrium.mails where state = 'waiting'") > 0)
        {
            await Task.Delay(20, limit.Token);
        }
    }

    /// <summary>Lets the sender look at once for what was laid down past the server.</summary>
    public void Wake() => _app!.Services.GetRequiredService<MailSender>().Wake();

    public IReadOnlyList<Letter> Mails(string to) =>
        [.. _app!.Services.GetRequiredService<Mailbox>().Mails
            .Where(kept => kept.Mail.To == to).Select(kept => new Letter(kept.Mail.Subject, kept.Mail.Text))];

    public Task<Answer> SignUpAsync(string email, object? data = null) =>
        PostAsync("/auth/v1/signup", new { email, password = "correct horse", data = data ?? new { } });

    public Task<Answer> SignInAsync(string email, string password = "correct horse") =>
        PostAsync("/auth/v1/token?grant_type=password", new { email, password });

    public Task<Answer> RefreshAsync(string token) =>
        PostAsync("/auth/v1/token?grant_type=refresh_token", new { refresh_token = token });

    public Task<Answer> UserAsync(string token) => SendAsync(HttpMethod.Get, "/auth/v1/user", null, token);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        await Database.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    /// <summary>A mail that was sent.</summary>
    public sealed record Letter(string Subject, string Text)
    {
        /// <summary>The link, without the server's address.</summary>
        public string Link => new Uri(
            Text.Split('\n').Single(line => line.StartsWith("http", StringComparison.Ordinal))).PathAndQuery;

        /// <summary>What the link carries.</summary>
        public string Token => HttpUtility.ParseQueryString(Link[Link.IndexOf('?')..])["token"]!;

        /// <summary>The six digits.</summary>
        public string Code => Regex.Match(Text, @"\b\d{6}\b").Value;
    }

    /// <summary>What came back.</summary>
    public sealed record Answer(HttpStatusCode Status, string Text, TimeSpan? RetryAfter, Uri? Location)
    {
        /// <summary>What a redirect's fragment says, by name.</summary>
        public NameValueCollection Fragment => HttpUtility.ParseQueryString(Location!.Fragment.TrimStart('#'));

        public JsonElement Json => JsonDocument.Parse(Text).RootElement;

        public string? ErrorCode => Json.GetProperty("error_code").GetString();

        public string AccessToken => Json.GetProperty("access_token").GetString()!;

        public string RefreshToken => Json.GetProperty("refresh_token").GetString()!;

        public Guid UserId => Json.GetProperty("user").GetProperty("id").GetGuid();

        public JsonElement Claims => JsonDocument.Parse(
            System.Buffers.Text.Base64Url.DecodeFromChars(AccessToken.Split('.')[1])).RootElement;

        public void Is(HttpStatusCode status, string errorCode)
        {
            Assert.Equal((status, errorCode), (Status, ErrorCode));
            Assert.Equal((int)status, Json.GetProperty("code").GetInt32());
            Assert.NotEqual("", Json.GetProperty("msg").GetString());
        }
    }
}
