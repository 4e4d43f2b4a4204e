using Atrium.Kernel;

namespace Atrium.Gateway.Tokens;

/// <summary>What a token says, once its signature and time have been checked.</summary>
/// <param name="Role">anon, authenticated or service.</param>
/// <param name="ExpiresAt">From then on it is refused.</param>
/// <param name="UserId">The user; null for the project's own keys.</param>
/// <param name="SessionId">The session it was issued in; null where there is none.</param>
/// <param name="AgencyId">The agency it names; whether that holds is the database's to say.</param>
/// <param name="Aal">aal1 or aal2: how sure we are who it is.</param>
/// <param name="Claims">JSON object for <c>atrium.enter</c>, without the request's id.</param>
public sealed record VerifiedToken(
    CallerRole Role,
    DateTimeOffset ExpiresAt,
    Guid? UserId,
    Guid? SessionId,
    Guid? AgencyId,
    string Aal,
    string Claims)
{
    // Whoever is in no agency, or has yet to show a second factor, is a share of their own.
    readonly string? _share = (AgencyId is { } agency && agency != Guid.Empty ? agency : UserId)?.ToString("n")
        ?? (Role == CallerRole.Service ? "service" : null);

    /// <summary>The caller of one request.</summary>
    /// <param name="requestId">Id of the request: letters, digits, dots, dashes and underscores only.</param>
    /// <param name="address">Where it comes from: the share of whoever is nobody in particular.</param>
    public Caller AsCaller(string requestId, string address) =>
        new(Role, $"{Claims.AsSpan(0, Claims.Length - 1)},\"request_id\":\"{requestId}\"}}", requestId)
        {
            Share = _share ?? address,
        };
}
