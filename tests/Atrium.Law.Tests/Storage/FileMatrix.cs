namespace Atrium.Law.Tests.Storage;

/// <summary>Who reads, adds, replaces and takes away which file.</summary>
public sealed class FileMatrix(FilesDatabase files) : IClassFixture<FilesDatabase>
{
    [Theory]
    [InlineData("owner", "plan note theirs piece open sent inside face release")]
    [InlineData("admin", "plan note theirs sent inside face release")]
    [InlineData("leadership", "plan note theirs piece open sent inside face release")]
    [InlineData("finance", "plan note theirs piece open face release")]
    [InlineData("pm", "plan note theirs piece open sent inside face release")]
    [InlineData("account", "plan note theirs piece open sent inside face release")]
    [InlineData("creative", "plan note theirs piece open face release")]
    [InlineData("agent", "plan note theirs sent inside face release")]
    [InlineData("member", "plan note face")]
    [InlineData("writer", "plan note face")]
    [InlineData("customer", "plan open sent")]
    [InlineData("stranger", "far away")]
    public Task Everybody_reads_what_belongs_to_what_they_see(string person, string expected) =>
        SameAsync(person, expected, name => $"select from storage.objects where id = '{{{name}}}'");

    [Theory]
    [InlineData("owner", "plan note theirs piece open release")]
    [InlineData("finance", "")]
    [InlineData("pm", "plan note theirs piece open face release")]
    [InlineData("creative", "plan note theirs piece open release")]
    [InlineData("agent", "plan note theirs")]
    [InlineData("member", "")]
    [InlineData("writer", "plan note")]
    [InlineData("customer", "sent")]
    [InlineData("stranger", "far away")]
    public Task A_file_is_replaced_by_whoever_may_change_what_it_belongs_to(string person, string expected) =>
        SameAsync(person, expected, name =>
            $"update storage.objects set blob_id = atrium.no_bytes() where id = '{{{name}}}'");

    [Theory]
    [InlineData("owner", "plan note theirs piece open sent inside release")]
    [InlineData("leadership", "plan note theirs release")]
    [InlineData("pm", "piece open face")]
    [InlineData("writer", "note")]
    [InlineData("agent", "")]
    [InlineData("customer", "sent")]
    [InlineData("stranger", "far away")]
    public Task A_file_is_taken_away_by_few(string person, string expected) =>
        SameAsync(person, expected, name => $"delete from storage.objects where id = '{{{name}}}'");

    [Theory]
    [InlineData("documents/{a1}/x", "owner admin leadership pm account creative agent writer")]
    [InlineData("documents/{a2}/x", "owner admin leadership pm account creative agent")]
    [InlineData("artifacts/{draft}/x", "owner pm account creative")]
    [InlineData("attachments/{ticket}/x", "owner admin leadership pm account agent customer")]
    [InlineData("attachments/{ticket}/internal/x", "owner admin leadership pm account agent")]
    [InlineData("avatars/{pm}/x", "pm")]
    [InlineData("press/x", "owner admin leadership pm account creative stranger")]
    [InlineData("documents/{b1}/x", "stranger")]
    [InlineData("documents/x", "")]
    public async Task A_file_is_added_where_its_folder_leads(string path, string expected)
    {
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        var add = "insert into storage.objects (bucket_id, name, blob_id)"
            + $" values ('{path[..slash]}', '{path[(slash + 1)..]}', atrium.no_bytes())";
        List<string> able = [];
        foreach (var person in FilesDatabase.People)
        {
            if (await files.GoesThroughAsync(person, add))
            {
                able.Add(person);
            }
        }

        Assert.Equal(expected, string.Join(' ', able));
    }

    [Theory]
    [InlineData("documents/{a2}/x", "documents/{b1}/x", "writer")]
    [InlineData("documents/{b1}/x", "documents/00000000-0000-0000-0000-000000000001/x", "owner")]
    [InlineData("artifacts/{draft}/x", "artifacts/00000000-0000-0000-0000-000000000001/x", "customer")]
    [InlineData("nowhere/x", "Press/x", "owner")]
    public async Task What_is_foreign_is_refused_as_what_is_not_there(string foreign, string missing, string person)
    {
        Assert.Equal(await WordsAsync(foreign, person), await WordsAsync(missing, person));
    }

    async Task<(string?, string)> WordsAsync(string path, string person)
    {
        var filled = files.Filled(path);
        var slash = filled.IndexOf('/', StringComparison.Ordinal);
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => files.As(person).ExecuteAsync(
            "insert into storage.objects (bucket_id, name, blob_id) values ($1, $2, atrium.no_bytes())",
            filled[..slash], filled[(slash + 1)..]));
        return (refused.SqlState, refused.MessageText);
    }

    async Task SameAsync(string person, string expected, Func<string, string> attempt)
    {
        List<string> able = [];
        foreach (var name in FilesDatabase.Files)
        {
            if (await files.GoesThroughAsync(person, attempt(name)))
            {
                able.Add(name);
            }
        }

        Assert.Equal(expected, string.Join(' ', able));
    }
}
