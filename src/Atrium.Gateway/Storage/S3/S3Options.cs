using System.Text.RegularExpressions;

namespace Atrium.Gateway.Storage.S3;

/// <summary>A bucket of a service that speaks S3, and who this server is to it.</summary>
public sealed partial class S3Options
{
    /// <summary>Largest object that such a service takes in one piece: 5 GiB.</summary>
    public const long MostBytes = 5L << 30;

    /// <summary>Where the service is: <c>https://s3.example</c>; https unless it is this machine.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The bucket. It holds nothing of another installation.</summary>
    public required string Bucket { get; init; }

    /// <summary>Region as the service names it. Default <c>us-east-1</c>, which those without regions take.</summary>
    public string Region { get; init; } = "us-east-1";

    /// <summary>Whom the service knows this server as.</summary>
    public required string AccessKey { get; init; }

    /// <summary>What requests are signed with; it is never sent.</summary>
    public required string SecretKey { get; init; }

    /// <summary>
    /// Whether the bucket is the first part of the path, which all take, or of the host's name. Default true.
    /// </summary>
    public bool PathStyle { get; init; } = true;

    /// <summary>
    /// How long the service may take to answer, and to send more of an answer; to take bytes in, a second more a MiB.
    /// Default 10 s.
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Wait before asking again; four times that before the third and last try. Default 200 ms.</summary>
    public TimeSpan Pause { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Why it can't be used, without any secret in it; null: it can.</summary>
    public string? Wrong =>
        !Endpoint.IsAbsoluteUri || Endpoint.UserInfo.Length + Endpoint.Query.Length + Endpoint.Fragment.Length > 0
            || !(Endpoint.Scheme == Uri.UriSchemeHttps || (Endpoint.Scheme == Uri.UriSchemeHttp && Endpoint.IsLoopback))
            ? "its address must begin with https, unless it is this machine, and hold no more than host and path"
        : !BucketName().IsMatch(Bucket) ? "a bucket's name is of 3 to 63 lower-case letters, digits, dots and hyphens"
        : !PathStyle && Endpoint.HostNameType != UriHostNameType.Dns
            ? "a bucket can't be part of a host that is named by its number"
        : !RegionName().IsMatch(Region) ? "a region is of letters, digits and hyphens"
        : !Word().IsMatch(AccessKey) ? "it needs an access key, without blanks"
        : !Word().IsMatch(SecretKey) ? "it needs a secret key, without blanks"
        : null;

    /// <summary>Where an object lies; the bucket itself for an empty key.</summary>
    internal Uri AddressOf(string key, string query = "")
    {
        var path = Endpoint.AbsolutePath.TrimEnd('/') + (PathStyle ? $"/{Bucket}" : "");
        return new UriBuilder(Endpoint)
        {
            Host = PathStyle ? Endpoint.Host : $"{Bucket}.{Endpoint.Host}",
            Path = key.Length > 0 ? $"{path}/{key}" : path.Length > 0 ? path : "/",
            Query = query,
        }.Uri;
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z")]
    private static partial Regex BucketName();

    [GeneratedRegex(@"^[A-Za-z0-9-]{1,64}\z")]
    private static partial Regex RegionName();

    [GeneratedRegex(@"^[\x21-\x7e]{1,512}\z")]
    private static partial Regex Word();
}
