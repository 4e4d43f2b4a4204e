using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Atrium.Gateway.Storage.S3;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Atrium.Gateway.Tests.Storage.S3;

/// <summary>
/// A service that speaks S3 in this process: it checks signatures and digests by its own reading of them, keeps what
/// it gets in memory and lists it two at a time.
/// </summary>
public sealed class TinyS3(TimeProvider clock) : IAsyncDisposable
{
    const string Bucket = "files";
    const string AccessKey = "tiny-access-key";
    const string SecretKey = "tiny/secret+key/that/nobody/hears";
    const int PageSize = 2;

    WebApplication? _app;
    int _asked;

    /// <summary>What lies there, by name.</summary>
    public ConcurrentDictionary<string, (byte[] Bytes, DateTimeOffset At)> Objects { get; } = [];

    /// <summary>What becomes of the next requests; asked anew for each.</summary>
    public Func<HttpRequest, Mood> Mood { get; set; } = _ => S3.Mood.Well;

    /// <summary>Requests that came in.</summary>
    public int Asked => _asked;

    /// <summary>Ranges that were asked for.</summary>
    public ConcurrentQueue<string> Ranges { get; } = [];

    /// <summary>How to reach it, with this secret.</summary>
    public S3Options Options(string secret = SecretKey) => new()
    {
        Endpoint = new Uri(_app!.Urls.First()),
        Bucket = Bucket,
        AccessKey = AccessKey,
        SecretKey = secret,
        Pause = TimeSpan.FromMilliseconds(1),
    };

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(ServeAsync);
        await _app.StartAsync();
    }

    public ValueTask DisposeAsync() => _app?.DisposeAsync() ?? ValueTask.CompletedTask;

    async Task ServeAsync(HttpContext context)
    {
        Interlocked.Increment(ref _asked);
        var request = context.Request;
        var mood = Mood(request);
        if (mood is S3.Mood.Away)
        {
            context.Response.StatusCode = 503;
            return;
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var key = request.Path.Value![1..].Split('/', 2) is [Bucket, var name] ? name : "";
        await (Refusal(request, body.ToArray()) is { } word ? RefuseAsync(context, 403, word) : request.Method switch
        {
            "PUT" => PutAsync(context, key, body.ToArray(), mood),
            "GET" when key.Length == 0 => ListAsync(context),
            "GET" => GetAsync(context, key, mood),
            "DELETE" => DeleteAsync(context, key),
            _ => RefuseAsync(context, 405, "MethodNotAllowed"),
        });
    }

    Task PutAsync(HttpContext context, string key, byte[] body, Mood mood)
    {
        Objects[key] = (body, clock.GetUtcNow());
        if (mood is S3.Mood.TakesAndHangsUp)
        {
            context.Abort();
        }

        return Task.CompletedTask;
    }

    async Task GetAsync(HttpContext context, string key, Mood mood)
    {
        if (!Objects.TryGetValue(key, out var found))
        {
            await RefuseAsync(context, 404, "NoSuchKey");
            return;
        }

        Ranges.Enqueue(context.Request.Headers.Range.ToString());
        if (mood is not S3.Mood.BreaksOff)
        {
            await Results.Bytes(found.Bytes, enableRangeProcessing: true).ExecuteAsync(context);
            return;
        }

        var range = context.Request.GetTypedHeaders().Range!.Ranges.Single();
        var (from, to) = ((int)range.From!.Value, (int)range.To!.Value);
        context.Response.StatusCode = 206;
        context.Response.ContentLength = to - from + 1;
        context.Response.Headers.ContentRange = $"bytes {from}-{to}/{found.Bytes.Length}";
        await context.Response.Body.WriteAsync(found.Bytes.AsMemory(from, (to - from + 1) / 2));
        await context.Response.Body.FlushAsync();
        context.Abort();
    }

    Task DeleteAsync(HttpContext context, string key)
    {
        Objects.TryRemove(key, out _);
        context.Response.StatusCode = 204;
        return Task.CompletedTask;
    }

    Task ListAsync(HttpContext context)
    {
        var query = context.Request.Query;
        var after = query["continuation-token"].ToString();
        var all = Objects.Where(each => each.Key.StartsWith(query["prefix"].ToString(), StringComparison.Ordinal)
            && string.CompareOrdinal(each.Key, after) > 0).OrderBy(each => each.Key, StringComparer.Ordinal).ToList();
        var page = all.Take(PageSize).ToList();
        var next = all.Count > PageSize ? $"<NextContinuationToken>{page[^1].Key}</NextContinuationToken>" : "";
        return context.Response.WriteAsync($"""
            <?xml version="1.0" encoding="UTF-8"?>
            <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">{next}{string.Concat(page.Select(each =>
                $"<Contents><Key>{each.Key}</Key><LastModified>{each.Value.At:O}</LastModified></Contents>"))}
            </ListBucketResult>
            """);
    }

    static Task RefuseAsync(HttpContext context, int status, string word)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsync($"<Error><Code>{word}</Code><Message>{SecretKey}</Message></Error>");
    }

    string? Refusal(HttpRequest request, byte[] body)
    {
        var said = request.Headers.Authorization.ToString().Split(' ', 2)[^1].Split(',')
            .Select(part => part.Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
        var scope = said["Credential"].Split('/');
        var date = request.Headers["x-amz-date"].ToString();
        var digest = request.Headers["x-amz-content-sha256"].ToString();
        var canonical = new StringBuilder($"{request.Method}\n{request.Path}\n");
        canonical.AppendJoin('&', request.Query.OrderBy(each => each.Key, StringComparer.Ordinal)
            .Select(each => $"{each.Key}={Uri.EscapeDataString(each.Value.ToString())}")).Append('\n');
        foreach (var name in said["SignedHeaders"].Split(';'))
        {
            canonical.Append(CultureInfo.InvariantCulture, $"{name}:{request.Headers[name]}\n");
        }

        canonical.Append(CultureInfo.InvariantCulture, $"\n{said["SignedHeaders"]}\n{digest}");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical.ToString())));
        var text = $"AWS4-HMAC-SHA256\n{date}\n{string.Join('/', scope[1..])}\n{hash}";
        var key = scope[1..].Aggregate(
            Encoding.UTF8.GetBytes("AWS4" + SecretKey),
            (made, part) => HMACSHA256.HashData(made, Encoding.UTF8.GetBytes(part)));
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text)));
        var now = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        return scope[0] != AccessKey ? "InvalidAccessKeyId"
            : signature != said["Signature"] ? "SignatureDoesNotMatch"
            : date[..8] != now[..8] ? "RequestTimeTooSkewed"
            : Convert.ToHexStringLower(SHA256.HashData(body)) != digest ? "XAmzContentSHA256Mismatch"
            : null;
    }
}

/// <summary>What becomes of a request.</summary>
public enum Mood
{
    /// <summary>It is served.</summary>
    Well,

    /// <summary>503.</summary>
    Away,

    /// <summary>What is put is kept, and the connection breaks before an answer.</summary>
    TakesAndHangsUp,

    /// <summary>Half of what was asked for is sent, then the connection breaks.</summary>
    BreaksOff,
}
