using Atrium.Database.Describe;
using Atrium.Database.Plans;
using Atrium.Database.Tests.Engine;
using Atrium.Testing;

namespace Atrium.Database.Tests.Shipped;

public sealed class DescribeTests
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_data_model_page_is_true()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var session = await SqlSession.OpenAsync(database.ConnectionString, Cancel);
        var plan = Plan.Read(Plan.Find());
        var path = Path.Combine(Path.GetDirectoryName(plan.Folder)!, "docs", "data-model.md");

        var page = await DataModel.RenderAsync(session, plan, Cancel);

        Assert.True(
            page == await File.ReadAllTextAsync(path, Cancel),
            "docs/data-model.md is not what the catalogue says: run atrium db docs --output docs/data-model.md");
    }

    [Theory]
    [InlineData("", "every row")]
    [InlineData(
        "agency_id = (( SELECT atrium.current_agency_id() AS current_agency_id))\n "
            + "  AND ( SELECT atrium.may('x:read'::text) AS may)",
        "in the caller's agency and the caller's role may `x:read`")]
    [InlineData(
        "(client_id = ANY (ARRAY( SELECT clients.id FROM clients))) "
            + "AND NOT ( SELECT atrium.is_contact() AS is_contact)",
        "of a client the caller sees and not (the caller is a contact user)")]
    [InlineData(
        "is_house AND (user_id = ( SELECT atrium.current_user_id() AS current_user_id) OR shared)",
        "`is_house` and (the caller's own or `shared`)")]
    public void A_condition_is_said_in_words(string condition, string words) =>
        Assert.Equal(words, PolicyWords.Of(condition));

    [Fact]
    public async Task Types_have_the_shape_that_supabase_js_takes()
    {
        await using var database = await EmptyDatabase.CreateAsync();
        await database.ExecuteAsync("create domain public.colour as text check (value in ('red', 'it''s'))");
        await database.ExecuteAsync(
            "create table public.boxes (id int generated always as identity primary key, "
            + "colour public.colour not null, tags text[] default '{}', lid int unique references public.boxes)");
        await database.ExecuteAsync("create view public.lids as select id from public.boxes");
        await database.ExecuteAsync(
            "create function public.paint(box int, colour text default 'red') returns setof public.boxes "
            + "language sql as 'select * from public.boxes'");
        await using var session = await SqlSession.OpenAsync(database.ConnectionString, Cancel);

        var types = TypeScript.Render([("public", await SchemaReader.ReadAsync(session, "public", Cancel))]);

        Assert.Equal(
            await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Shipped", "boxes.types.ts"), Cancel),
            types);
    }
}
