namespace Atrium.Gateway.Tests.Rest.Fuzz;

/// <summary>A request to send, whether or not it makes sense.</summary>
/// <param name="Method">The method.</param>
/// <param name="Path">Path and query, as they go over the wire.</param>
/// <param name="Body">The body; null for none.</param>
/// <param name="Headers">Each as <c>Name: value</c>.</param>
/// <param name="Caller">Who asks.</param>
sealed record FuzzRequest(string Method, string Path, string? Body, string[] Headers, string Caller)
{
    public override string ToString() =>
        $"{Caller}: {Method} {Path} [{string.Join("; ", Headers)}] {Body}";
}
