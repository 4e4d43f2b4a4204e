namespace Atrium.Gateway.Rest;

/// <summary>An error as PostgREST words it.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">PGRST code or SQLSTATE.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Details">Raw JSON of what more there is to know, or null.</param>
/// <param name="Hint">What would be right, or null.</param>
sealed record RestError(int Status, string Code, string Message, RestDetails? Details = null, string? Hint = null)
{
    /// <summary>How many rows there are, where a range was beyond them; or null.</summary>
    public string? ContentRange { get; init; }

    /// <summary>Headers a function gave its refusal.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>Words after the status, where a function chose them; or null.</summary>
    public string? Reason { get; init; }
}

/// <summary>Details of an error: a sentence, or for ambiguities a JSON list.</summary>
/// <param name="Text">The sentence or the JSON.</param>
/// <param name="IsJson">The text is JSON.</param>
sealed record RestDetails(string Text, bool IsJson = false)
{
    public static implicit operator RestDetails?(string? text) => text is null ? null : new RestDetails(text);
}

/// <summary>Carries a <see cref="RestError"/> from any stage to the edge, where it is answered.</summary>
sealed class RestException(RestError error) : Exception(error.Message)
{
    public RestError Error { get; } = error;
}
