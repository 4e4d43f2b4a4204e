using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Atrium.Gateway.Storage.S3;

/// <summary>
/// Signs requests by AWS Signature Version 4 with everything they say: method, address, headers and the body's digest.
/// </summary>
static class S3Signature
{
    /// <summary>SHA-256 of no bytes: the body of most requests.</summary>
    public const string NoBytes = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Dates and signs a request; its headers must not change afterwards.</summary>
    /// <param name="request">With an absolute address.</param>
    /// <param name="digest">SHA-256 of its body, in hexadecimal digits.</param>
    /// <param name="options">Who signs.</param>
    /// <param name="now">The service takes it for a quarter of an hour around then.</param>
    public static void Sign(HttpRequestMessage request, string digest, S3Options options, DateTimeOffset now)
    {
        var address = request.RequestUri ?? throw new ArgumentException("It leads nowhere", nameof(request));
        var moment = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var scope = $"{moment[..8]}/{options.Region}/s3/aws4_request";
        request.Headers.TryAddWithoutValidation("x-amz-date", moment);
        request.Headers.TryAddWithoutValidation("x-amz-content-sha256", digest);

        // What is said to the next machine only isn't signed.
        var headers = request.Headers.Where(header => header.Key != "Expect")
            .Select(header => (Name: header.Key.ToLowerInvariant(), Value: string.Join(",", header.Value).Trim()))
            .Append((Name: "host", Value: address.Authority))
            .OrderBy(header => header.Name, StringComparer.Ordinal).ToList();
        var names = string.Join(';', headers.Select(header => header.Name));
        var said = string.Join('\n',
        [
            request.Method.Method, PathOf(address), QueryOf(address),
            .. headers.Select(header => $"{header.Name}:{header.Value}"), "", names, digest,
        ]);
        var toSign = string.Join('\n', Algorithm, moment, scope, Hex(SHA256.HashData(Encoding.UTF8.GetBytes(said))));

        // A key for the day, the region and the service, made of the secret.
        byte[] key = [.. "AWS4"u8, .. Encoding.UTF8.GetBytes(options.SecretKey)];
        foreach (var part in scope.Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        var signature = Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"{Algorithm} Credential={options.AccessKey}/{scope},SignedHeaders={names},Signature={signature}");
    }

    static string PathOf(Uri address) => string.Join('/', address.AbsolutePath.Split('/').Select(Encoded));

    static string QueryOf(Uri address) => string.Join('&', address.Query.TrimStart('?')
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Select(pair => (Name: Encoded(pair[0]), Value: Encoded(pair.ElementAtOrDefault(1) ?? "")))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => $"{pair.Name}={pair.Value}"));

    // One way to write each: a character that needs no escape has none.
    static string Encoded(string text) => Uri.EscapeDataString(Uri.UnescapeDataString(text));

    static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
