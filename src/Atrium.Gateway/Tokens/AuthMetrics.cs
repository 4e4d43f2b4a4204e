using System.Diagnostics.Metrics;

namespace Atrium.Gateway.Tokens;

/// <summary>Counts what became of tokens and sign-ins. Meter <c>Atrium.Auth</c>.</summary>
public sealed class AuthMetrics
{
    readonly Counter<long> _outcomes;

    /// <summary>Makes the meter.</summary>
    /// <param name="meters">The host's own meters.</param>
    public AuthMetrics(IMeterFactory meters) =>
        _outcomes = meters.Create("Atrium.Auth").CreateCounter<long>(
            "atrium.auth.outcomes", description: "Sign-ins, refreshes and token checks by what became of them.");

    /// <summary>A token was refused.</summary>
    /// <param name="refusal">Why; none means that there was no token.</param>
    public void TokenRefused(TokenRefusal refusal) => Count("token", refusal switch
    {
        TokenRefusal.None => "missing",
        TokenRefusal.Invalid => "invalid",
        TokenRefusal.BadClaims => "bad_claims",
        TokenRefusal.Expired => "expired",
        _ => "other",
    });

    /// <summary>One action of <c>/auth/v1</c> ended.</summary>
    /// <param name="action">One of a fixed set: sign_up, password, refresh …</param>
    /// <param name="outcome">ok, or the error code answered.</param>
    public void Count(string action, string outcome) =>
        _outcomes.Add(1, new KeyValuePair<string, object?>("action", action),
            new KeyValuePair<string, object?>("outcome", outcome));
}
