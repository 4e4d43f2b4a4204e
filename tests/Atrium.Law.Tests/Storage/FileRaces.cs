using System.Security.Cryptography;
using System.Text;

namespace Atrium.Law.Tests.Storage;

/// <summary>What happens at once: sending and sweeping the same bytes, putting files under one name.</summary>
public sealed class FileRaces(FilesDatabase files) : IClassFixture<FilesDatabase>
{
    const string Put = """
        insert into storage.objects (agency_id, bucket_id, name, blob_id)
        values ($1, 'press', $2, atrium.keep_blob($1, gen_random_uuid(), $3, 4))
        """;

    [Fact]
    public async Task Bytes_that_are_sent_while_they_are_swept_are_there_for_their_file()
    {
        var digest = SHA256.HashData("race"u8);
        for (var round = 0; round < 5; round++)
        {
            await files.Database.ExecuteAsync(
                "select atrium.keep_blob($1, gen_random_uuid(), $2, 4)", files["a"], digest);
            await files.Database.ExecuteAsync("update atrium.blobs set claimed_at = now() - interval '1 day'");

            var names = Enumerable.Range(0, 8).Select(n => $"{round}/{n}").ToList();
            await Task.WhenAll(
            [
                .. names.Select(name => files.Database.ExecuteAsync(Put, files["a"], name, digest)),
                .. Enumerable.Range(0, 4).Select(_ => files.Database.ExecuteAsync("select atrium.sweep_blobs()")),
            ]);

            Assert.Equal(8, await files.Database.ScalarAsync<long>(
                """
                select count(*) from storage.objects o join atrium.blobs b on b.id = o.blob_id and b.digest = o.digest
                where o.agency_id = $1 and o.name like $2
                """,
                files["a"], $"{round}/%"));
            await files.Database.ExecuteAsync("delete from storage.objects where name like $1", $"{round}/%");
        }
    }

    [Fact]
    public async Task Of_many_files_of_one_name_one_stays()
    {
        var refusals = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => files.As("owner").RefusalAsync(
            "insert into storage.objects (bucket_id, name, blob_id) values ('press', 'once', atrium.no_bytes())")));

        Assert.Equal(1, refusals.Count(refusal => refusal is null));
        Assert.Equal(19, refusals.Count(refusal => refusal == "23505"));
    }

    [Fact]
    public async Task Bytes_of_one_agency_can_t_be_named_by_another()
    {
        await files.Database.ExecuteAsync(Put, files["b"], "theirs", SHA256.HashData(Encoding.UTF8.GetBytes("b")));
        var blob = await files.Database.ScalarAsync<Guid>("select blob_id from storage.objects where name = 'theirs'");

        var refusal = await files.As("owner").RefusalAsync(
            "insert into storage.objects (bucket_id, name, blob_id) values ('press', 'mine', $1)", blob);

        Assert.Equal("ATNOF", refusal);
    }
}
