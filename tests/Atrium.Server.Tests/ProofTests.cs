using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Atrium.Database.Prove;
using Atrium.Database.Prove.Page;
using Atrium.Gateway.Tokens;

namespace Atrium.Server.Tests;

public sealed class ProofTests(ServerHost host) : IClassFixture<ServerHost>
{
    static readonly ProveReport Found = new(
        Objects: 7, Attempts: 99, Leaks: [], RefusedNeeded: [], Unclassified: [],
        Cells: [new("public.clients", "owner", "select", "worked", 1, "select", "accepted, 1 rows")],
        Fingerprint: new('a', 64), Took: TimeSpan.FromSeconds(1));

    string Kept => Path.Combine(host.Folder, ProofPage.FileName);

    [Fact]
    public async Task An_owner_reads_the_last_proof_and_opens_its_page()
    {
        var bearer = await OwnerAsync();
        using var before = await host.GetAsync("/functions/v1/last-proof", bearer);
        Keep(page => page);

        using var answer = await host.GetAsync("/functions/v1/last-proof", bearer);
        var proof = JsonNode.Parse(await answer.TextAsync())!;
        using var page = await host.GetAsync((string)proof["page"]!);

        Assert.Equal(HttpStatusCode.NoContent, before.StatusCode);
        Assert.Equal(("99", "7", "True", "True"), ($"{proof["attempts"]}", $"{proof["objects"]}",
            $"{proof["ok"]!.GetValue<bool>()}", $"{proof["signed"]!.GetValue<bool>()}"));
        Assert.Contains("public.clients", await page.TextAsync(), StringComparison.Ordinal);
        Assert.Contains("sandbox", Assert.Single(page.Headers.GetValues("Content-Security-Policy")),
            StringComparison.Ordinal);
        File.Delete(Kept);
    }

    [Fact]
    public async Task A_page_that_was_changed_is_said_not_to_be_signed()
    {
        var bearer = await OwnerAsync();
        Keep(page => page.Replace("accepted, 1 rows", "accepted, 2 rows", StringComparison.Ordinal));

        using var answer = await host.GetAsync("/functions/v1/last-proof", bearer);

        Assert.False(JsonNode.Parse(await answer.TextAsync())!["signed"]!.GetValue<bool>());
        File.Delete(Kept);
    }

    [Fact]
    public async Task Others_see_neither_the_proof_nor_its_page()
    {
        var anon = ("Authorization", $"Bearer {host.Keys.Anon}");
        using var nobody = await host.GetAsync("/functions/v1/last-proof", anon);
        using var plain = await host.GetAsync("/functions/v1/last-proof");
        using var page = await host.GetAsync("/proof?until=99999999999&key=x&signature=eA");

        Assert.Equal(
            (HttpStatusCode.Forbidden, HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden),
            (nobody.StatusCode, plain.StatusCode, page.StatusCode));
    }

    void Keep(Func<string, string> change)
    {
        var ring = KeyRing.Open(Path.Combine(host.Folder, "secrets"));
        File.WriteAllText(Kept, change(ProofPage.Render(Found, DateTimeOffset.UnixEpoch, digest =>
        {
            var (key, signature) = ring.Sign(ProofSeal.StatementOf(digest));
            return new(key, signature);
        })));
    }

    async Task<(string, string)> OwnerAsync()
    {
        using var made = await host.Http.WriteAsync("/auth/v1/signup", JsonContent.Create(new
        {
            email = $"{Guid.CreateVersion7():N}@owner.test",
            password = "a long password indeed",
            data = new { agency_name = "Proved" },
        }));
        return ("Authorization", $"Bearer {JsonNode.Parse(await made.TextAsync())!["access_token"]}");
    }
}
