using System.Text;
using Atrium.Database.Prove.Beyond;
using Atrium.Gateway;
using Atrium.Gateway.Rest;
using Atrium.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Atrium.Cli.Db.Checking;

/// <summary><c>/rest/v1</c> as the server has it, over the prover's own connection and without a socket.</summary>
static class ProvedRest
{
    static readonly string[] Told = ["Content-Range", "Location", "Preference-Applied", "Content-Type"];

    /// <summary>Opens it.</summary>
    /// <param name="connection">In the prover's transaction; each request is taken back.</param>
    public static Func<RestAsk, CancellationToken, Task<RestReply>> Over(NpgsqlConnection connection)
    {
        var builder = ServerBuilder.Create();
        builder.Logging.ClearProviders();
        builder.Services
            .AddSingleton(TenantDoor.Within(connection, new() { AuthenticatedTimeout = TimeSpan.FromMinutes(1) }))
            .AddRest();
        IApplicationBuilder app = builder.Build();
        app.UseRouting();
        app.UseEndpoints(routes => routes.MapRest());
        var answer = app.Build();
        return (ask, cancellationToken) => SendAsync(answer, app.ApplicationServices, ask, cancellationToken);
    }

    static async Task<RestReply> SendAsync(
        RequestDelegate answer, IServiceProvider services, RestAsk ask, CancellationToken cancellationToken)
    {
        var context = new DefaultHttpContext { RequestServices = services, RequestAborted = cancellationToken };
        var (path, query) = ask.Path.Split('?', 2) is [var before, var after] ? (before, $"?{after}") : (ask.Path, "");
        context.Request.Method = ask.Method;
        context.Request.Path = $"/rest/v1/{Uri.UnescapeDataString(path)}";
        context.Request.QueryString = new(query);
        context.Request.ContentType = ask.Body.Length > 0 ? "application/json" : null;
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(ask.Body));
        context.Request.ContentLength = context.Request.Body.Length;
        if (ask.Prefer.Length > 0)
        {
            context.Request.Headers["Prefer"] = ask.Prefer;
        }

        context.Features.Set(new Caller(RoleOf(ask.DatabaseRole), ask.Claims, "proof"));
        using var body = new MemoryStream();
        context.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(body));
        await answer(context);
        await context.Response.CompleteAsync();
        return new(
            context.Response.StatusCode,
            string.Join("; ", Told.Select(name => $"{name}: {context.Response.Headers[name]}")),
            Encoding.UTF8.GetString(body.ToArray()));
    }

    static CallerRole RoleOf(string role) => role switch
    {
        "anon" => CallerRole.Anon,
        "service_role" => CallerRole.Service,
        _ => CallerRole.Authenticated,
    };
}
