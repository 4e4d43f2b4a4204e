namespace Atrium.Gateway.Rest;

/// <summary>Limits of <c>/rest/v1</c>.</summary>
public sealed class RestOptions
{
    /// <summary>Rows in an answer at most, and in each embedding: 1 to 100,000. Default 1,000.</summary>
    public int MaxRows { get; set; } = 1_000;

    /// <summary>Body at most, in bytes: 1,024 to 100,000,000. Default 5 MiB.</summary>
    public int MaxBodyBytes { get; set; } = 5 * 1024 * 1024;

    /// <summary>Query string at most, in characters: 256 to 1,000,000. Default 32,768.</summary>
    public int MaxQueryLength { get; set; } = 32_768;

    /// <summary>Plans kept, one for each shape of request: 16 to 100,000. Default 2,000.</summary>
    public int MaxPlans { get; set; } = 2_000;

    /// <summary>An update or delete without a filter is refused. Default true.</summary>
    public bool WritesNeedFilter { get; set; } = true;
}
