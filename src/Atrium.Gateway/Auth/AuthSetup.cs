using Atrium.Gateway.Auth.Factors;
using Atrium.Gateway.Auth.Links;
using Atrium.Gateway.Auth.Mail;
using Atrium.Gateway.Auth.Providers;
using Atrium.Gateway.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Atrium.Gateway.Auth;

/// <summary><c>/auth/v1</c>: who somebody is, and the sessions they are it in. GoTrue's protocol.</summary>
public static class AuthSetup
{
    /// <summary>Adds what the routes need; the tenant door and the tokens must be there.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="options">How sign-in works.</param>
    public static IServiceCollection AddAuth(this IServiceCollection services, AuthOptions options) =>
        services
            .AddSingleton(options)
            .AddSingleton<AuthDoor>()
            .AddSingleton<PasswordGate>()
            .AddSingleton<SessionTokens>()
            .AddSingleton<Site>()
            .AddSingleton(options.Mail)
            .AddSingleton<Mailbox>()
            .AddSingleton<InvitationMail>()
            .AddSingleton<MailSender>()
            .AddHostedService(provider => provider.GetRequiredService<MailSender>())
            .AddSingleton<MailRequests>()
            .AddSingleton<Verify>()
            .AddSingleton<OperatorLinks>()
            .AddSingleton<FactorRoutes>()
            .AddSingleton<RecoveryCodes>()
            .AddSingleton<ProviderDirectory>()
            .AddSingleton<ProviderRoutes>()
            .AddSingleton<Identities>()
            .AddSingleton<AccountChange>()
            .AddSingleton<SignUp>();

    /// <summary>Maps the routes.</summary>
    /// <param name="routes">The server's routes.</param>
    public static void MapAuth(this IEndpointRouteBuilder routes)
    {
        Mailbox.Map(routes, routes.ServiceProvider.GetRequiredService<MailOptions>());
        var auth = routes.MapGroup("/auth/v1");
        auth.AddEndpointFilter(async (call, next) =>
        {
            // No answer of sign-in is for anybody else's eyes, nor for a later time.
            call.HttpContext.Response.Headers.CacheControl = "no-store";
            try
            {
                return await next(call);
            }
            catch (PostgresException e) when (AuthDoor.Refusal(e) is not null)
            {
                return AuthDoor.Refusal(e);
            }
        });

        auth.MapPost("/signup", (HttpContext context, SignUp signUp) => signUp.HandleAsync(context));
        auth.MapPost("/token", TokenRoute.HandleAsync);
        auth.MapGet("/user", Account.ReadAsync);
        auth.MapPut("/user", (HttpContext context, AccountChange change) => change.HandleAsync(context));
        auth.MapPost("/logout", Account.SignOutAsync);
        auth.MapAdminUsers();
        auth.MapLinks();
        FactorRoutes.Map(auth);
        RecoveryCodes.Map(auth);
        ProviderRoutes.Map(auth);
        Identities.Map(auth);

        auth.MapGet("/settings", (AuthOptions options) => Results.Text(Settings(options), "application/json"));
        auth.MapGet("/health", () => Results.Text(Health, "application/json"));
        auth.MapGet("/.well-known/jwks.json", (HttpContext context, KeyRing ring) =>
        {
            context.Response.Headers.CacheControl = "public, max-age=600";
            return Results.Text(ring.Jwks, "application/json");
        });
    }

    static void MapLinks(this RouteGroupBuilder auth)
    {
        auth.MapPost("/recover", (HttpContext context, MailRequests mail) => mail.RecoverAsync(context));
        auth.MapPost("/otp", (HttpContext context, MailRequests mail) => mail.SignInAsync(context));
        auth.MapPost("/magiclink", (HttpContext context, MailRequests mail) => mail.SignInAsync(context));
        auth.MapPost("/resend", (HttpContext context, MailRequests mail) => mail.ResendAsync(context));
        auth.MapGet("/reauthenticate", (HttpContext context, MailRequests mail) => mail.ReauthenticateAsync(context));
        auth.MapPost("/verify", (HttpContext context, Verify verify) => verify.AnswerAsync(context));
        auth.MapGet("/verify", (HttpContext context, Verify verify) => verify.LeadAsync(context));
        var operators = auth.MapGroup("").ForOperator();
        operators.MapPost("/invite", (HttpContext context, OperatorLinks links) => links.InviteAsync(context));
        operators.MapPost("/admin/generate_link", (HttpContext context, OperatorLinks links) =>
            links.GenerateAsync(context));
    }

    static string Settings(AuthOptions options) =>
        $$"""
        {"external":{"anonymous_users":false,"email":true,"phone":false{{string.Concat(options.Providers.Select(
            provider => $",\"{provider.Name}\":true"))}}},"disable_signup":false,
        "mailer_autoconfirm":{{(options.ConfirmEmail ? "false" : "true")}},"phone_autoconfirm":false,
        "sms_provider":"","saml_enabled":false}
        """;

    const string Health = """{"name":"Atrium","description":"Sign-in, as GoTrue speaks it","version":"1"}""";
}
