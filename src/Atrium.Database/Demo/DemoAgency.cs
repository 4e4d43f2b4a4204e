namespace Atrium.Database.Demo;

/// <summary>An agency as the kernel and the clients module tell it; the other modules hang their rows on it.</summary>
/// <param name="Cast">Its name and volume.</param>
/// <param name="People">Its staff.</param>
/// <param name="Contacts">People of its clients who can sign in, with their client.</param>
/// <param name="Clients">Its clients, each with its people and its owner.</param>
/// <param name="Now">The first moment of today, UTC: nothing that has happened is later.</param>
sealed record DemoAgency(
    DemoCast Cast, DemoPeople People, IReadOnlyList<(DemoPerson Person, DemoClient Client)> Contacts,
    IReadOnlyList<DemoClient> Clients, DateTimeOffset Now)
{
    public Guid Id => Cast.Id;

    public DateOnly Today => DateOnly.FromDateTime(Now.UtcDateTime);

    /// <summary>Dice of one part of its story.</summary>
    public DemoChance Chance(string part) => new($"{part}:{Cast.Slug}");
}
