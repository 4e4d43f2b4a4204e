using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Atrium.Gateway.Storage.S3;

namespace Atrium.Gateway.Tests.Storage.S3;

/// <summary>Requests are signed as the examples in Amazon's reference of S3 are.</summary>
public sealed class SignatureTests
{
    static readonly S3Options Example = new()
    {
        Endpoint = new Uri("https://s3.amazonaws.com"),
        Bucket = "examplebucket",
        PathStyle = false,
        AccessKey = "AKIAIOSFODNN7EXAMPLE",
        SecretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    };

    static readonly DateTimeOffset Then = new(2013, 5, 24, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("GET", "test.txt", "", "Range: bytes=0-9", "",
        "f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")]
    [InlineData("PUT", "test$file.text", "",
        "Date: Fri, 24 May 2013 00:00:00 GMT|x-amz-storage-class: REDUCED_REDUNDANCY", "Welcome to Amazon S3.",
        "98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd")]
    [InlineData("GET", "", "lifecycle", "", "",
        "fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543")]
    [InlineData("GET", "", "prefix=J&max-keys=2", "", "",
        "34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7")]
    public void A_signature_is_the_published_one(
        string method, string key, string query, string headers, string body, string expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), Example.AddressOf(key, query));
        foreach (var header in headers.Split('|', StringSplitOptions.RemoveEmptyEntries))
        {
            request.Headers.TryAddWithoutValidation(header.Split(": ")[0], header.Split(": ")[1]);
        }

        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        S3Signature.Sign(request, digest, Example, Then);

        var said = request.Headers.GetValues("Authorization").Single();
        Assert.StartsWith(
            $"AWS4-HMAC-SHA256 Credential={Example.AccessKey}/20130524/us-east-1/s3/aws4_request,SignedHeaders=",
            said, StringComparison.Ordinal);
        Assert.EndsWith($",Signature={expected}", said, StringComparison.Ordinal);
    }

    [Fact]
    public void The_digest_of_no_bytes_is_known() =>
        Assert.Equal(S3Signature.NoBytes, Convert.ToHexStringLower(SHA256.HashData([])));

    [Theory]
    [InlineData("https://s3.example", true, "https://s3.example/files/a/b?list-type=2")]
    [InlineData("https://s3.example/", false, "https://files.s3.example/a/b?list-type=2")]
    [InlineData("http://127.0.0.1:9000/store/", true, "http://127.0.0.1:9000/store/files/a/b?list-type=2")]
    public void An_address_is_of_endpoint_bucket_and_key(string endpoint, bool path, string expected)
    {
        var options = With(endpoint, "files", "key", path);

        Assert.Null(options.Wrong);
        Assert.Equal(expected, options.AddressOf("a/b", "list-type=2").AbsoluteUri);
    }

    [Theory]
    [InlineData("http://s3.example", "files", "key", true, "https")]
    [InlineData("ftp://127.0.0.1", "files", "key", true, "https")]
    [InlineData("https://user:canary@s3.example", "files", "key", true, "host and path")]
    [InlineData("https://s3.example/?a=b", "files", "key", true, "host and path")]
    [InlineData("https://s3.example", "My_Files", "key", true, "bucket")]
    [InlineData("https://s3.example", "", "key", true, "bucket")]
    [InlineData("http://127.0.0.1:9000", "files", "key", false, "number")]
    [InlineData("https://s3.example", "files", "", true, "access key")]
    [InlineData("https://s3.example", "files", "two words", true, "access key")]
    public void What_can_not_be_used_is_named_without_a_secret(
        string endpoint, string bucket, string key, bool path, string expected)
    {
        var wrong = With(endpoint, bucket, key, path).Wrong;

        Assert.Contains(expected, wrong, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", wrong, StringComparison.Ordinal);
    }

    [Fact]
    public void The_clock_is_that_of_the_world()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Example.AddressOf("x"));
        S3Signature.Sign(
            request, S3Signature.NoBytes, Example,
            DateTimeOffset.Parse("2026-03-01T01:30:00+02:00", CultureInfo.InvariantCulture));

        Assert.Equal("20260228T233000Z", request.Headers.GetValues("x-amz-date").Single());
    }

    static S3Options With(string endpoint, string bucket, string key, bool path) => new()
    {
        Endpoint = new Uri(endpoint),
        Bucket = bucket,
        AccessKey = key,
        SecretKey = "canary-of-a-secret",
        PathStyle = path,
    };
}
