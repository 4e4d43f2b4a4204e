using System.Text.Json;
using Atrium.Gateway.Rest.Schema;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Atrium.Gateway.Rest.Standalone;

/// <summary>
/// Tells on a port of its own how the server is: <c>/live</c>, <c>/ready</c> (200, or 503 until the schema is known),
/// <c>/config</c> and <c>/schema_cache</c>.
/// </summary>
/// <param name="settings">Say where.</param>
/// <param name="catalogues">Holds the schema.</param>
sealed class AdminServer(StandaloneSettings settings, CatalogueKeeper catalogues) : IHostedService, IAsyncDisposable
{
    WebApplication? _app;

    /// <summary>Where it listens; null before it does.</summary>
    public string? Url => _app?.Urls.FirstOrDefault();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = ServerBuilder.Create();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false)
            .UseUrls(StandaloneServer.UrlOf(settings.AdminHost, settings.AdminPort ?? 0));
        _app = builder.Build();
        _app.Map("/live", (RequestDelegate)(_ => Task.CompletedTask));
        _app.Map("/ready", (RequestDelegate)ReadyAsync);
        _app.Map("/config", (RequestDelegate)(context =>
            context.Response.WriteAsync(settings.Shown, context.RequestAborted)));
        _app.Map("/schema_cache", (RequestDelegate)SchemaAsync);
        await _app.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) =>
        _app?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    Task ReadyAsync(HttpContext context)
    {
        context.Response.StatusCode = catalogues.IsReady ? 200 : 503;
        return Task.CompletedTask;
    }

    async Task SchemaAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteStartArray("relations");
        foreach (var relation in settings.Schemas.SelectMany(schema => catalogues.Last?.Exposed(schema) ?? []))
        {
            json.WriteStartObject();
            json.WriteString("schema", relation.Schema);
            json.WriteString("name", relation.Name);
            json.WriteBoolean("is_view", relation.IsView);
            Texts(json, "columns", relation.Columns.Select(column => column.Name));
            Texts(json, "primary_key", relation.PrimaryKey);
            Texts(json, "relationships", catalogues.Last?.RelationshipsOf(relation).Select(one => one.Name) ?? []);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("routines");
        foreach (var routine in settings.Schemas.SelectMany(schema => catalogues.Last?.Routines(schema) ?? []))
        {
            json.WriteStartObject();
            json.WriteString("schema", routine.Schema);
            json.WriteString("name", routine.Name);
            Texts(json, "parameters", routine.Parameters.Select(parameter => parameter.Name));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    static void Texts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
