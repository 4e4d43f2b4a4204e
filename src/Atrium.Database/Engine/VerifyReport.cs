namespace Atrium.Database.Engine;

/// <summary>What the checks found.</summary>
/// <param name="Checks">How many ran: two a change, and one for the catalogue's rules.</param>
/// <param name="Failed">Empty when all is well.</param>
public sealed record VerifyReport(int Checks, IReadOnlyList<FailedCheck> Failed);
