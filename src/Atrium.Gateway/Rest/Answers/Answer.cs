namespace Atrium.Gateway.Rest.Answers;

/// <summary>What goes back to the caller.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Type of the body, or null for no body.</param>
/// <param name="Body">The bytes.</param>
sealed record Answer(int Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    /// <summary>Header of the rows in the answer, or null.</summary>
    public string? ContentRange { get; init; }

    /// <summary>Where a new row is found, or null.</summary>
    public string? Location { get; init; }

    /// <summary>Where the answer's own rows are found, or null.</summary>
    public string? ContentLocation { get; init; }

    /// <summary>The preferences that were taken.</summary>
    public IReadOnlyList<string> Applied { get; init; } = [];

    /// <summary>Headers a function set.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Methods the target takes, for OPTIONS; or null.</summary>
    public string? Allow { get; init; }
}
