using System.Text.Json;

namespace Atrium.Gateway.Tests.Storage;

/// <summary>Signed addresses: what they open, until when, and what ends them.</summary>
public sealed class LinkTests(StorageHost host) : IClassFixture<StorageHost>
{
    [Fact]
    public async Task A_signed_address_opens_one_file_without_a_token()
    {
        (await host.UploadAsync("press/signed.txt", "pm", "signed"u8.ToArray())).Ok();
        var url = await SignAsync("press/signed.txt", "pm", 60);

        Assert.Equal("signed", (await host.GetAsync(url)).Ok().Text);
        Assert.StartsWith("attachment; filename=x.txt",
            (await host.GetAsync($"{url}&download=x.txt")).Header("Content-Disposition"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_opens_nothing_else_nor_later()
    {
        (await host.UploadAsync("press/one.txt", "pm", "one"u8.ToArray())).Ok();
        (await host.UploadAsync("press/two.txt", "pm", "two"u8.ToArray())).Ok();
        var url = await SignAsync("press/one.txt", "pm", 60);

        (await host.GetAsync(url.Replace("one.txt", "two.txt", StringComparison.Ordinal))).Is(400, "InvalidJWT");
        var last = url[^5] == 'A' ? 'B' : 'A';
        (await host.GetAsync($"{url[..^5]}{last}{url[^4..]}")).Is(400, "InvalidJWT");
        (await host.GetAsync("object/sign/press/one.txt")).Is(400, "InvalidJWT");
        (await host.GetAsync($"object/sign/press/one.txt?token={host.TokenOf("pm")}")).Is(400, "InvalidJWT");
        host.Clock.Advance(TimeSpan.FromSeconds(61));
        (await host.GetAsync(url)).Is(400, "InvalidJWT");
    }

    [Fact]
    public async Task It_opens_no_more_than_its_signer_sees()
    {
        (await host.UploadAsync("documents/{a1}/link.txt", "writer", "mine"u8.ToArray())).Ok();
        var url = await SignAsync("documents/{a1}/link.txt", "writer", 600);
        (await host.GetAsync(url)).Ok();

        await host.Database.ExecuteAsync(
            "update public.memberships set status = 'suspended' where user_id = $1", host["writer"]);

        (await host.GetAsync(url)).Is(404, "not_found");
        await host.Database.ExecuteAsync(
            "update public.memberships set status = 'active' where user_id = $1", host["writer"]);
    }

    [Fact]
    public async Task Many_are_signed_at_once_and_those_that_are_not_ones_own_say_so()
    {
        (await host.UploadAsync("press/bulk.txt", "pm", "bulk"u8.ToArray())).Ok();

        var links = (await host.SendAsync(HttpMethod.Post, "object/sign/press", "pm", new StringContent(
            """{"expiresIn":60,"paths":["bulk.txt","none.txt"]}"""))).Ok().Json;

        Assert.Equal("bulk", (await host.GetAsync(links[0].GetProperty("signedURL").GetString()![1..])).Ok().Text);
        Assert.Equal(JsonValueKind.Null, links[1].GetProperty("signedURL").ValueKind);
        Assert.StartsWith("Either", links[1].GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100_000_000)]
    public async Task Its_life_has_bounds(int seconds)
    {
        (await host.UploadAsync("press/life.txt", "pm", "x"u8.ToArray(), "text/plain", ("x-upsert", "true"))).Ok();

        (await host.PostAsync("object/sign/press/life.txt", "pm", new { expiresIn = seconds }))
            .Is(400, "InvalidRequest");
    }

    [Fact]
    public async Task An_address_to_upload_to_takes_one_file_as_its_signer()
    {
        var signed = (await host.PostAsync("object/upload/sign/documents/{a1}/up.txt", "writer", new { })).Ok();
        var url = signed.Json.GetProperty("url").GetString()![1..];

        (await host.SendAsync(HttpMethod.Put, url, null, new StringContent("uploaded"))).Ok();

        Assert.Equal("uploaded", (await host.GetAsync("object/documents/{a1}/up.txt", "writer")).Ok().Text);
        (await host.SendAsync(HttpMethod.Put, url, null, new StringContent("again"))).Is(409, "Duplicate");
        (await host.SendAsync(HttpMethod.Put, url.Replace("up.txt", "b.txt", StringComparison.Ordinal), null,
            new StringContent("x"))).Is(400, "InvalidJWT");
        (await host.GetAsync(url.Replace("upload/", "", StringComparison.Ordinal))).Is(400, "InvalidJWT");
        (await host.PostAsync("object/upload/sign/documents/{a2}/up.txt", "writer", new { })).Is(404, "not_found");
    }

    async Task<string> SignAsync(string path, string person, int seconds) =>
        (await host.PostAsync($"object/sign/{path}", person, new { expiresIn = seconds }))
            .Ok().Json.GetProperty("signedURL").GetString()![1..];
}
