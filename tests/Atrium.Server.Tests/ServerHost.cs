using Atrium.Database.Plans;
using Atrium.Gateway.Tokens;
using Atrium.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Atrium.Server.Tests;

/// <summary>The whole server over a real port, a database of its own and a small web app.</summary>
public sealed class ServerHost : IAsyncLifetime
{
    WebApplication? _app;

    public TestDatabase Database { get; } = new();

    public string Folder { get; } = Directory.CreateTempSubdirectory("atrium-server-").FullName;

    public HttpClient Http { get; } = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    public ProjectKeys Keys => _app!.Services.GetRequiredService<ProjectKeys>();

    public AtriumOptions Options => new()
    {
        DataFolder = Folder,
        ConnectionString = Database.GatewayConnectionString,
        Port = 0,
        WebFolder = Path.Combine(Folder, "web"),
        PlannedChanges = [.. Plan.Read(Plan.Find()).Changes.Select(change => change.Name)],
    };

    public async ValueTask InitializeAsync()
    {
        await Database.InitializeAsync();
        Write("index.html", "<!doctype html><meta name=csp-nonce content=__CSP_NONCE__><title>Atrium</title>");
        Write("assets/app-1a2b3c.js", string.Concat(Enumerable.Repeat("console.log('atrium');\n", 200)));
        Write("icon.svg", "<svg/>");
        Write(".hidden", "secret");
        await File.WriteAllTextAsync(Path.Combine(Folder, "beside.txt"), "secret");
        _app = await StartAsync(Options);
        Http.BaseAddress = new Uri(_app.Urls.First());
    }

    public static async Task<WebApplication> StartAsync(AtriumOptions options)
    {
        var app = AtriumServer.Build(options);
        await app.StartAsync();
        return app;
    }

    public async Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await Http.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        await Database.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    void Write(string path, string content)
    {
        var file = Path.Combine(Folder, "web", path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }
}
