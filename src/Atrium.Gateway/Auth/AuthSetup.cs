using Atrium.Gateway.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Atrium.Gateway.Auth;

/// <summary><c>/auth/v1</c>: who somebody is, and the sessions they are it in. GoTrue's protocol.</summary>
public static class AuthSetup
{
    /// <summary>Adds what the routes need; the tenant door and the tokens must be there.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Changes how sign-in works, or null for the defaults.</param>
    public static IServiceCollection AddAuth(this IServiceCollection services, Action<AuthOptions>? configure = null)
    {
        var options = new AuthOptions();
        configure?.Invoke(options);
        return services
            .AddSingleton(options)
            .AddSingleton<AuthDoor>()
            .AddSingleton<PasswordGate>()
            .AddSingleton<SessionTokens>();
    }

    /// <summary>Maps the routes.</summary>
    /// <param name="routes">The server's routes.</param>
    public static void MapAuth(this IEndpointRouteBuilder routes)
    {
        var auth = routes.MapGroup("/auth/v1");
        auth.AddEndpointFilter(async (call, next) =>
        {
            // No answer of sign-in is for anybody else's eyes, nor for a later time.
            call.HttpContext.Response.Headers.CacheControl = "no-store";
            return await next(call);
        });

        auth.MapPost("/signup", SignUp.HandleAsync);
        auth.MapPost("/token", TokenRoute.HandleAsync);
        auth.MapGet("/user", Account.ReadAsync);
        auth.MapPut("/user", Account.ChangeAsync);
        auth.MapPost("/logout", Account.SignOutAsync);
        auth.MapAdminUsers();

        auth.MapGet("/settings", () => Results.Text(Settings, "application/json"));
        auth.MapGet("/health", () => Results.Text(Health, "application/json"));
        auth.MapGet("/.well-known/jwks.json", (HttpContext context, KeyRing ring) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=600";
            return Results.Text(ring.Jwks, "application/json");
        });
    }

    const string Settings =
        """
        {"external":{"anonymous_users":false,"email":true,"phone":false},"disable_signup":false,
        "mailer_autoconfirm":true,"phone_autoconfirm":false,"sms_provider":"","saml_enabled":false}
        """;

    const string Health = """{"name":"Atrium","description":"Sign-in, as GoTrue speaks it","version":"1"}""";
}
