using System.IO.Compression;
using System.Net;
using System.Text.Json;

namespace Atrium.Server.Tests;

public sealed class WebAppTests(ServerHost host) : IClassFixture<ServerHost>
{
    const string Script = "/assets/app-1a2b3c.js";

    [Theory]
    [InlineData("/")]
    [InlineData("/clients")]
    [InlineData("/clients/8d1c3f6e-0b1a-4c5e-9f70-2f9f1a6b7c01")]
    [InlineData("/index.html")]
    public async Task Every_screen_is_the_page_with_a_nonce_of_its_own(string path)
    {
        using var first = await host.GetAsync(path);
        using var second = await host.GetAsync(path);
        var pages = new[] { await first.TextAsync(), await second.TextAsync() };

        Assert.NotEqual(pages[0], pages[1]);
        var policy = first.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = pages[0].Split("content=")[1].Split('>')[0];
        Assert.Contains($"style-src 'self' 'nonce-{nonce}'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("img-src 'self' data: blob:;", policy, StringComparison.Ordinal);
        Assert.Equal("no-store", first.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task Hashed_files_are_kept_for_a_year_and_others_asked_for_again()
    {
        using var hashed = await host.GetAsync(Script);
        using var icon = await host.GetAsync("/icon.svg");
        using var again = await host.GetAsync("/icon.svg", ("If-None-Match", icon.Headers.ETag!.ToString()));

        Assert.Equal("public, max-age=31536000, immutable", hashed.Headers.CacheControl?.ToString());
        Assert.Equal("no-cache", icon.Headers.CacheControl?.ToString());
        Assert.Equal("image/svg+xml", icon.Content.Headers.ContentType?.MediaType);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Theory]
    [InlineData("br, gzip", "br")]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("br;q=0, gzip", "gzip")]
    [InlineData("identity", null)]
    public async Task Text_is_sent_compressed_to_whoever_takes_it(string accepts, string? expected)
    {
        using var plain = await host.GetAsync(Script);
        using var answer = await host.GetAsync(Script, ("Accept-Encoding", accepts));

        Assert.Equal(expected, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        await using var body = await answer.Content.ReadAsStreamAsync(CancellationToken.None);
        await using var unpacked = Unpack(body, expected);
        using var reader = new StreamReader(unpacked);
        Assert.Equal(await plain.TextAsync(), await reader.ReadToEndAsync(CancellationToken.None));
    }

    [Theory]
    [InlineData("/missing.js")]
    [InlineData("/assets/none.css")]
    [InlineData("/.hidden")]
    [InlineData("/../beside.txt")]
    [InlineData("/..%2fbeside.txt")]
    [InlineData("/%2e%2e/beside.txt")]
    [InlineData("/assets/..%5c..%5cbeside.txt")]
    public async Task What_is_no_file_of_the_app_is_not_sent(string path)
    {
        using var answer = await host.GetAsync(path);

        Assert.DoesNotContain("secret", await answer.TextAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_browser_is_told_the_public_key_and_no_secret()
    {
        using var answer = await host.GetAsync("/config.json");
        var text = await answer.TextAsync();

        Assert.Equal(host.Keys.Anon, JsonDocument.Parse(text).RootElement.GetProperty("anonKey").GetString());
        Assert.DoesNotContain(host.Keys.Service, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_reading_is_answered_with_the_page()
    {
        using var answer = await host.Http.WriteAsync("/clients", new StringContent("x"));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    static Stream Unpack(Stream body, string? encoding) => encoding switch
    {
        "br" => new BrotliStream(body, CompressionMode.Decompress),
        "gzip" => new GZipStream(body, CompressionMode.Decompress),
        _ => body,
    };
}
