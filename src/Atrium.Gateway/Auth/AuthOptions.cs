namespace Atrium.Gateway.Auth;

/// <summary>How sign-in works here.</summary>
public sealed class AuthOptions
{
    /// <summary>Life of an access token: 1 minute to 1 hour. Default 1 hour; a session can be ended sooner.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Who issues tokens, as their <c>iss</c> says. Default <c>atrium</c>.</summary>
    public string Issuer { get; set; } = "atrium";

    /// <summary>Passwords looked at in one moment, each some 70 ms of a core. Default the cores, 4 at most.</summary>
    public int PasswordsAtOnce { get; set; } = Math.Clamp(Environment.ProcessorCount, 1, 4);

    /// <summary>Sign-ins that may wait for their turn; more are answered 429. Default 64.</summary>
    public int PasswordsWaiting { get; set; } = 64;
}
