using System.Text;

namespace Atrium.Server.Tests.Routes;

/// <summary>The same for files, uploads, accounts and factors.</summary>
[Collection(RoutesHost.Shared)]
public sealed class SurfaceIdTests(RoutesHost host)
{
    const string Missing = "00000000-0000-4000-8000-000000000000";

    // Nothing, and what all the routes take at once.
    static readonly IReadOnlyList<string> Bodies =
    [
        "",
        """
        {"expiresIn": 60, "bucketId": "documents", "sourceKey": "{id}/plan.png", "destinationKey": "{id}/other.png",
        "prefixes": ["{id}/plan.png"], "paths": ["{id}/plan.png"], "prefix": "{id}", "code": "000000",
        "challenge_id": "{id}"}
        """,
    ];

    [Theory]
    [InlineData(RoutesHost.Stranger)]
    [InlineData(RoutesHost.Customer)]
    public async Task No_other_route_tells_a_foreign_id_from_a_missing_one(string person)
    {
        var foreign = await host.Database.ScalarAsync<Guid>(
            "select id from public.clients where name = 'Alder Two'");
        var factor = await host.Database.ScalarAsync<Guid>("select id from auth.mfa_factors limit 1");
        foreach (var route in RouteTable.All.Where(route => route.IsOfSurface && route.TakesIds))
        {
            var id = (route.Pattern.Contains("factors", StringComparison.Ordinal) ? factor : foreign).ToString();
            foreach (var body in route.Asked is "GET" or "HEAD" ? [""] : Bodies)
            {
                var theirs = await AskAsync(route, person, id, body);
                var nobodys = await AskAsync(route, person, Missing, body);

                Assert.True(theirs == nobodys, $"{route.Name} {body}: {theirs}\nand {nobodys}");
            }
        }
    }

    [Fact]
    public async Task A_bucket_of_another_agency_answers_as_one_that_is_nowhere()
    {
        await host.Database.ExecuteAsync(
            """
            insert into storage.buckets (agency_id, id) select id, 'only-alders' from public.agencies
            where name = 'Alder' on conflict do nothing
            """);
        foreach (var route in RouteTable.All.Where(each => each.Pattern.Contains("{bucket}", StringComparison.Ordinal)))
        {
            foreach (var body in route.Asked is "GET" or "HEAD" ? [""] : Bodies)
            {
                var theirs = await InBucketAsync(route, "only-alders", body);
                var nobodys = await InBucketAsync(route, "only-no-ones", body);

                Assert.True(theirs == nobodys, $"{route.Name} {body}: {theirs}\nand {nobodys}");
            }
        }
    }

    [Fact]
    public async Task An_upload_that_somebody_else_began_answers_as_one_that_never_was()
    {
        string Word(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        var client = await host.Database.ScalarAsync<Guid>("select id from public.clients where name = 'Birch One'");
        var begun = await host.SendAsync(
            "POST", "/storage/v1/upload/resumable", host.TokenOf(RoutesHost.Stranger), "",
            ("Tus-Resumable", "1.0.0"), ("Upload-Length", "3"),
            ("Upload-Metadata", $"bucketName {Word("documents")},objectName {Word($"{client}/slow.txt")}"));
        Assert.Equal(201, begun.Status);
        var id = begun.Headers.Split('\n').Single(line => line.StartsWith("Location", StringComparison.Ordinal))
            .Split('/')[^1];

        foreach (var method in new[] { "HEAD", "PATCH", "DELETE" })
        {
            Assert.Equal(await UploadAsync(method, new string('0', id.Length)), await UploadAsync(method, id));
        }

        Assert.Equal(200, (await UploadAsync("HEAD", id, RoutesHost.Stranger)).Status);
    }

    async Task<Reply> AskAsync(KnownRoute route, string person, string id, string body) =>
        (await host.SendAsync(
            route.Asked, route.Address(id), host.TokenOf(person),
            body.Length == 0 ? null : body.Replace("{id}", id, StringComparison.Ordinal))).Without(id);

    async Task<Reply> InBucketAsync(KnownRoute route, string bucket, string body) =>
        (await host.SendAsync(
            route.Asked, route.Address(Missing).Replace("/documents", $"/{bucket}", StringComparison.Ordinal),
            host.TokenOf(RoutesHost.Stranger),
            body.Length == 0 ? null : body.Replace("documents", bucket, StringComparison.Ordinal))).Without(bucket);

    Task<Reply> UploadAsync(string method, string id, string person = RoutesHost.Customer) =>
        host.SendAsync(
            method, $"/storage/v1/upload/resumable/{id}", host.TokenOf(person), method == "PATCH" ? "abc" : null,
            ("Tus-Resumable", "1.0.0"), ("Upload-Offset", "0"), ("Content-Type", "application/offset+octet-stream"));
}
