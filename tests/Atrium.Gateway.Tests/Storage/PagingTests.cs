using System.Text;

namespace Atrium.Gateway.Tests.Storage;

/// <summary><c>list-v2</c>: every name once, in order, whatever the pages are.</summary>
public sealed class PagingTests(StorageHost host) : IClassFixture<StorageHost>, IAsyncLifetime
{
    // In the order they come; the oldest file of a folder says how old it is.
    static readonly string[] Names = ["c.txt", "sub/x.txt", "a.txt", "A/z.txt", "sub/b.txt", "b.txt"];

    public async ValueTask InitializeAsync()
    {
        if (await host.Database.ScalarAsync<long>(
            "select count(*) from storage.objects where name like 'pages/%'") > 0)
        {
            return;
        }

        foreach (var name in Names)
        {
            (await host.UploadAsync($"press/pages/{name}", "pm", Encoding.UTF8.GetBytes(name))).Ok();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("name", "asc", false, "A/z.txt a.txt b.txt c.txt sub/b.txt sub/x.txt")]
    [InlineData("name", "desc", false, "sub/x.txt sub/b.txt c.txt b.txt a.txt A/z.txt")]
    [InlineData("created_at", "asc", false, "c.txt sub/x.txt a.txt A/z.txt sub/b.txt b.txt")]
    [InlineData("updated_at", "desc", false, "b.txt sub/b.txt A/z.txt a.txt sub/x.txt c.txt")]
    [InlineData("name", "asc", true, "A/ a.txt b.txt c.txt sub/")]
    [InlineData("name", "desc", true, "sub/ c.txt b.txt a.txt A/")]
    [InlineData("created_at", "asc", true, "c.txt sub/ a.txt A/ b.txt")]
    [InlineData("created_at", "desc", true, "b.txt A/ a.txt sub/ c.txt")]
    public async Task Pages_of_any_length_hold_all_of_it_in_order(
        string column, string order, bool delimited, string expected)
    {
        foreach (var limit in new[] { 1, 2, 1_000 })
        {
            List<string> seen = [];
            for (string? cursor = "", next = null; cursor is not null; cursor = next)
            {
                var page = await PageAsync(new
                {
                    prefix = "pages/",
                    limit,
                    cursor,
                    with_delimiter = delimited,
                    sortBy = new { column, order },
                });
                Assert.InRange(page.Names.Count, 1, limit);
                // Which of the two lists a row is in says nothing of its place; with one row a page it shows.
                seen.AddRange(page.Names);
                next = page.Next;
            }

            var names = expected.Split(' ').Select(name => "pages/" + name).ToList();
            if (limit > 1)
            {
                names.Sort(StringComparer.Ordinal);
                seen.Sort(StringComparer.Ordinal);
            }

            Assert.Equal(names, seen);
        }
    }

    [Fact]
    public async Task A_page_goes_on_where_the_one_before_ended_whatever_has_come_since()
    {
        var first = await PageAsync(new { prefix = "pages/", limit = 2 });
        (await host.UploadAsync("press/pages/A/new.txt", "pm", "new"u8.ToArray())).Ok();

        var second = await PageAsync(new { prefix = "pages/", limit = 2, cursor = first.Next });

        Assert.Equal(["pages/b.txt", "pages/c.txt"], second.Names);
        await host.Database.ExecuteAsync("delete from storage.objects where name = 'pages/A/new.txt'");
    }

    [Fact]
    public async Task A_file_tells_what_is_known_of_it_and_a_prefix_is_no_folder()
    {
        var page = (await host.PostAsync("object/list-v2/press", "pm", new { prefix = "pages/a" })).Ok().Json;

        Assert.False(page.GetProperty("hasNext").GetBoolean());
        Assert.False(page.TryGetProperty("nextCursor", out _));
        var file = Assert.Single(page.GetProperty("objects").EnumerateArray());
        Assert.Equal(("pages/a.txt", "pages/a.txt", 5), (file.GetProperty("name").GetString(),
            file.GetProperty("key").GetString(), file.GetProperty("metadata").GetProperty("size").GetInt32()));
        Assert.True(file.GetProperty("id").TryGetGuid(out _));
    }

    [Fact]
    public async Task What_is_not_ones_own_is_in_no_page_and_what_is_no_cursor_is_refused()
    {
        (await host.UploadAsync("documents/{b1}/far.txt", "stranger", "far"u8.ToArray())).Ok();

        var mine = await host.PostAsync("object/list-v2/documents", "owner", new { prefix = "{b1}/" });

        Assert.Equal("""{"hasNext":false,"folders":[],"objects":[]}""", mine.Text);
        foreach (var cursor in new[] { "?", "bmFtZQ", "bmFtZQphc2MK" })
        {
            (await host.PostAsync("object/list-v2/press", "pm", new { cursor })).Is(400, "InvalidRequest");
        }

        (await host.PostAsync("object/list-v2/press", "pm", new { sortBy = new { column = "1;drop" } }))
            .Is(400, "InvalidRequest");
    }

    async Task<(List<string> Names, string? Next)> PageAsync(object body)
    {
        var page = (await host.PostAsync("object/list-v2/press", "pm", body)).Ok().Json;
        var names = page.GetProperty("folders").EnumerateArray().Concat(page.GetProperty("objects").EnumerateArray())
            .Select(each => each.GetProperty("name").GetString()!);
        return ([.. names], page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null);
    }
}
