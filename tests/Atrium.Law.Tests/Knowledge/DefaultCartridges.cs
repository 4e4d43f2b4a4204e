using Atrium.Law.Tests.Kernel;

namespace Atrium.Law.Tests.Knowledge;

/// <summary>One default a type, whatever happens at once.</summary>
public sealed class DefaultCartridges(LawDatabase law) : IClassFixture<LawDatabase>
{
    [Fact]
    public async Task Of_many_switches_at_once_all_work_and_one_default_is_left()
    {
        var owner = await law.AsAsync("owner");
        var ids = await owner.ColumnAsync<Guid>(
            """
            insert into public.agency_cartridges (type, name)
            select 'preference', 'Variant ' || n from generate_series(1, 8) n returning id
            """);

        var refusals = await Task.WhenAll(ids.Concat(ids).Select(id =>
            owner.RefusalAsync("select public.set_default_cartridge($1)", id)));

        Assert.All(refusals, Assert.Null);
        Assert.Equal(1, await owner.ScalarAsync<long>(
            "select count(*) from public.agency_cartridges where type = 'preference' and is_default"));
    }

    [Fact]
    public async Task A_second_default_is_refused_and_a_direct_switch_too()
    {
        var owner = await law.AsAsync("owner");
        const string Add = "insert into public.agency_cartridges (type, name, is_default) values ('brand', $1, true)";

        Assert.Null(await owner.RefusalAsync(Add, "One"));
        Assert.Equal("23505", await owner.RefusalAsync(Add, "Two"));
        Assert.Equal("42501", await owner.RefusalAsync("update public.agency_cartridges set is_default = true"));
    }

    [Fact]
    public async Task Another_agency_s_default_stays_where_it_is()
    {
        var theirs = await (await law.AsAsync("owner", "Birch")).ScalarAsync<Guid>(
            """
            insert into public.agency_cartridges (type, name, is_default) values ('instruction', 'Theirs',
                true) returning id
            """);
        var owner = await law.AsAsync("owner");

        Assert.Equal("ATNOF", await owner.RefusalAsync("select public.set_default_cartridge($1)", theirs));
        Assert.Equal("ATNOM", await (await law.AsAsync("pm")).RefusalAsync(
            "select public.set_default_cartridge(id) from public.agency_cartridges limit 1"));
        Assert.True(await law.Database.ScalarAsync<bool>(
            "select is_default from public.agency_cartridges where id = $1", theirs));
    }
}
