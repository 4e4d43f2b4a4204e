namespace Atrium.Database.Prove.Beyond;

/// <summary>A request to <c>/rest/v1</c>, as the prover makes it.</summary>
/// <param name="Method">GET, POST, PATCH or DELETE.</param>
/// <param name="Path">What comes after <c>/rest/v1/</c>, with the query string.</param>
/// <param name="DatabaseRole">anon, authenticated or service_role.</param>
/// <param name="Claims">What the verified token says, as JSON.</param>
/// <param name="Prefer">The header of that name; empty for none.</param>
/// <param name="Body">JSON; empty for none.</param>
public sealed record RestAsk(
    string Method, string Path, string DatabaseRole, string Claims, string Prefer, string Body)
{
    /// <summary>The request as a person would write it down.</summary>
    internal string Words => $"{Method} /rest/v1/{Path}" + (Prefer.Length > 0 ? $" (Prefer: {Prefer})" : "")
        + (Body.Length > 0 ? $" {Body}" : "");
}
