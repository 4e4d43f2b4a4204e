namespace Atrium.Gateway.Storage.S3;

/// <summary>Words that the service refuses with, and what they mean.</summary>
static class S3Refusal
{
    /// <summary>There is no such object.</summary>
    public const string NoKey = "NoSuchKey";

    const int MaxLength = 64;

    /// <summary>The word of an answer; empty where it says none.</summary>
    public static async Task<string> OfAsync(
        HttpResponseMessage answer, TimeSpan patience, CancellationToken cancellationToken)
    {
        var word = (await S3Xml.ReadAsync(answer, patience, cancellationToken))?.Text("Code") ?? "";
        return word.Length <= MaxLength && word.All(char.IsAsciiLetterOrDigit) ? word : "";
    }

    /// <summary>What to do about it.</summary>
    public static string Remedy(string word) => word switch
    {
        "SignatureDoesNotMatch" => "The secret key is not that of the access key.",
        "InvalidAccessKeyId" => "It does not know the access key.",
        "AccessDenied" => "The access key must be let list the bucket, and get, put and delete its objects.",
        "NoSuchBucket" => "Make the bucket, or name another.",
        "RequestTimeTooSkewed" => "This machine's clock and the service's differ by more than a quarter of an hour.",
        "PermanentRedirect" or "AuthorizationHeaderMalformed" => "The bucket is in another region.",
        _ => "Compare address, bucket and region with what the service calls them.",
    };
}
