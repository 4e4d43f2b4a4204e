using System.Collections.Concurrent;
using Atrium.Gateway.Tests.Storage;

namespace Atrium.Gateway.Tests.Fuzz;

/// <summary><c>/storage/v1</c>, whatever is asked: forms, pieces and signed addresses too.</summary>
public sealed class StorageFuzzTests(StorageHost host) : IClassFixture<StorageHost>
{
    static readonly RouteGrammar.Route[] Routes =
    [
        new("GET", "bucket", "", "limit offset search sortColumn sortOrder"),
        new("POST", "bucket", "id name public file_size_limit allowed_mime_types"),
        new("GET", "bucket/:id"),
        new("PUT", "bucket/:id", "public file_size_limit allowed_mime_types"),
        new("DELETE", "bucket/:id"),
        new("POST", "bucket/:id/empty"),
        new("POST", "object/:bucket/:name", "@type", "", "x-upsert Cache-Control x-metadata"),
        new("PUT", "object/:bucket/:name", "@form", "", "x-upsert"),
        new("POST", "object/:bucket/:name", "@form"),
        new("POST", "object/press/:name", "@form", "", "x-upsert"),
        new("GET", "object/:bucket/:name", "", "download", "Range If-None-Match If-Range If-Modified-Since"),
        new("GET", "object/press/f.txt", "", "download", "Range If-None-Match If-Range"),
        new("HEAD", "object/authenticated/:bucket/:name", "", "", "Range"),
        new("GET", "object/public/:bucket/:name", "", "download"),
        new("GET", "object/info/:bucket/:name"),
        new("POST", "object/list/:bucket", "prefix limit offset sortBy search"),
        new("POST", "object/list-v2/:bucket", "prefix limit cursor sortBy with_delimiter"),
        new("POST", "object/move", "bucketId sourceKey destinationKey destinationBucket"),
        new("POST", "object/copy", "bucketId sourceKey destinationKey destinationBucket", "", "x-upsert"),
        new("DELETE", "object/:bucket", "prefixes"),
        new("DELETE", "object/:bucket/:name"),
        new("POST", "object/sign/:bucket/:name", "expiresIn"),
        new("POST", "object/sign/:bucket", "expiresIn paths"),
        new("GET", "object/sign/press/f.txt", "", "token download", "Range"),
        new("POST", "object/upload/sign/:bucket/:name", "", "", "x-upsert"),
        new("PUT", "object/upload/sign/press/up.txt", "@type", "token"),
        new("OPTIONS", "upload/resumable"),
        new("POST", "upload/resumable", "@type", "", "Tus-Resumable Upload-Length Upload-Metadata x-upsert"),
        new("HEAD", "upload/resumable/:upload", "", "", "Tus-Resumable"),
        new("PATCH", "upload/resumable/:upload", "@pieces", "", "Tus-Resumable Upload-Offset"),
        new("DELETE", "upload/resumable/:upload", "", "", "Tus-Resumable"),
    ];

    static readonly Dictionary<string, string[]> Values = new()
    {
        ["bucket"] =
            ["press", "press", "press", "press", "documents", "avatars", "artifacts", "attachments", "mine1", "none"],
        ["id"] = ["mine1", "mine2", "open", "press", "documents", "no/name", "..", "ü"],
        ["name"] =
        [
            "f.txt", "f.txt", "f.txt", "f.txt", "a/b/c.txt", "{a1}/plan.txt", "{b1}/far.txt", "{pm}/face.png",
            "{draft}/x.bin", "../x",
            "a//b", ".", "a\\b", "{ticket}/internal/x.png", "n".PadRight(1_025, 'n'), "ü 🦊.txt", "a%2Fb",
        ],
        ["public"] = ["=true", "=false"],
        ["file_size_limit"] = ["=10", "20MB", "999999999GB", "=-1", "=1e18", "1TB"],
        ["allowed_mime_types"] = ["=[\"image/*\"]", "=[\"text/plain\",\"*/*\"]", "=[\"odd\"]", "=[1]"],
        ["limit"] = ["=10", "=0", "=-1", "=1e300", "10"],
        ["offset"] = ["=0", "=1", "=-1", "=2147483648", "1"],
        ["search"] = ["f", "%", "_"],
        ["sortColumn"] = ["id", "name", "secret"],
        ["sortOrder"] = ["asc", "desc", "up"],
        ["sortBy"] = ["={\"column\":\"name\",\"order\":\"desc\"}", "={\"column\":\"created_at\"}", "={\"column\":1}"],
        ["prefix"] = ["", "a", "a/", "/", "{a1}/", "%"],
        ["with_delimiter"] = ["=true", "=false"],
        ["cursor"] = ["bmFtZQphc2MKCmE", "bmFtZQphc2MKAAA", "dXBkYXRlZF9hdApkZXNjCm5vdyAKAA", "x", "/w"],
        ["bucketId"] = ["press", "press", "documents", "none"],
        ["sourceKey"] = ["f.txt", "f.txt", "a/b/c.txt", "{a1}/plan.txt", "{b1}/far.txt"],
        ["destinationKey"] = ["g.txt", "f.txt", "{a1}/g.txt", "{b1}/g.txt", "../g", "g/"],
        ["destinationBucket"] = ["press", "documents", "mine1", "none"],
        ["prefixes"] = ["=[\"g.txt\"]", "=[\"f.txt\",\"\\u0000\"]", "=[1]", "=[]"],
        ["paths"] = ["=[\"f.txt\",\"none\",\"{b1}/far.txt\"]", "=[\"../x\",\"\\ud800\"]", "=[]"],
        ["expiresIn"] = ["=60", "=0", "=-5", "=1e12", "=0.5", "60"],
        ["download"] = ["", "a.txt", "ü\r\n.txt", "\"", "x".PadRight(2_000, 'x')],
        ["token"] = ["{token}", "{token}", "{uploading}", "AAAA", "e30"],
        ["upload"] = ["{upload}", "{upload}", "00000000000000000000000000000000", "../x"],
        ["x-upsert"] = ["true", "false", "TRUE"],
        ["Cache-Control"] = ["3600", "max-age=60", "public, max-age=9999999999", "no-store"],
        ["x-metadata"] = ["eyJhIjoxfQ==", "bm8=", "!", "e30"],
        ["cacheControl"] = ["3600", "no"],
        ["metadata"] = ["{\"a\":1}", "[", "{\"a\":\"" + new string('m', 17_000) + "\"}"],
        ["contentType"] = ["text/html", "a/b", "image/png"],
        ["type"] = ["text/plain", "image/png", "text/html; charset=utf-7", "application/json", "odd", "image/svg+xml"],
        ["file"] =
        [
            "text", "\u0089PNG\r\n\u001a\n\0\0", "%PDF-1.7", "<html><script>", "<svg onload=a>", "GIF89a", "",
            "0123456789", "\0".PadRight(70_000, '\0'), "PK\u0003\u0004", "\u00ff\u00d8\u00ff",
        ],
        ["pieces"] = ["application/offset+octet-stream", "application/offset+octet-stream", "text/plain"],
        ["Range"] = ["bytes=0-1", "bytes=-2", "bytes=5-1", "bytes=0-0,2-3", "bytes=99999999999999999999-", "items=0-1"],
        ["If-None-Match"] = ["*", "\"x\"", "W/\"x\", \"y\""],
        ["If-Range"] = ["\"x\"", "Tue, 01 Jan 2030 00:00:00 GMT", "x"],
        ["If-Modified-Since"] = ["Tue, 01 Jan 2030 00:00:00 GMT", "yesterday"],
        ["Tus-Resumable"] = ["1.0.0", "1.0.0", "1.0.0", "0.2"],
        ["Upload-Length"] = ["10", "4", "0", "-1", "999999999999999", "1e3"],
        ["Upload-Offset"] = ["0", "0", "4", "-1", "9223372036854775808"],
        ["Upload-Metadata"] =
        [
            "bucketName cHJlc3M=,objectName cGllY2VzLnR4dA==", "bucketName cHJlc3M=,objectName cGllY2VzLnR4dA==,x",
            "bucketName cHJlc3M=,objectName Li4vLi4=", "bucketName bm9uZQ==,objectName eA==", ",,,", "bucketName !",
            "bucketName cHJlc3M=,objectName eC50eHQ=,contentType AAAA,metadata e30=,cacheControl MzYwMA==",
        ],
    };

    static readonly string[] Callers = ["owner", "owner", "pm", "pm", "pm", "customer", "anon"];

    readonly ConcurrentDictionary<string, string> _known = new() { ["upload"] = "x" };

    [Fact]
    public Task No_request_breaks_the_server_or_shows_another_agency_s_file() =>
        new Fuzzing("\"error\"", "Zed's letter") { Before = BeginAsync }.RunAsync(
            250, random => new RouteGrammar(random, "/storage/v1/", Routes, Values, Callers, Filled), SendAsync);

    async Task<FuzzReply> SendAsync(FuzzRequest request)
    {
        var reply = await request.SendAsync(host.Http, $"Authorization: Bearer {_known[request.Caller]}");
        if (reply is { Code: 201, Location: { Length: > 32 } place })
        {
            _known["upload"] = place[^32..];
        }

        return reply;
    }

    async Task BeginAsync()
    {
        foreach (var person in new[] { "owner", "pm", "customer", "anon" })
        {
            _known[person] = host.TokenOf(person);
        }

        await host.UploadAsync("documents/{b1}/far.txt", "stranger", "Zed's letter"u8.ToArray());
        await host.PostAsync("bucket", "owner", new { id = "press" });
        await host.SendAsync(HttpMethod.Put, "bucket/press", "owner", new StringContent(
            """{"public":false,"file_size_limit":null,"allowed_mime_types":null}"""));
        var upsert = ("x-upsert", "true");
        (await host.UploadAsync("press/f.txt", "owner", "0123456789"u8.ToArray(), "text/plain", upsert)).Ok();
        var read = await host.PostAsync("object/sign/press/f.txt", "owner", new { expiresIn = 600 });
        _known["token"] = read.Ok().Json.GetProperty("signedURL").GetString()!.Split('=')[^1];
        var write = await host.SendAsync(HttpMethod.Post, "object/upload/sign/press/up.txt", "owner", null, upsert);
        _known["uploading"] = write.Ok().Json.GetProperty("token").GetString()!;
    }

    string Filled(string text) => text.Contains('{')
        ? host.Filled(_known.Aggregate(text, (all, each) => all.Replace($"{{{each.Key}}}", each.Value)))
        : text;
}
