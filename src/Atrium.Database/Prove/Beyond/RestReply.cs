namespace Atrium.Database.Prove.Beyond;

/// <summary>What came back from <c>/rest/v1</c>.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Headers">Those that say something of rows: Content-Range, Location, Preference-Applied.</param>
/// <param name="Body">The whole of it.</param>
public sealed record RestReply(int Status, string Headers, string Body);
