namespace Atrium.Database.Demo;

/// <summary>Somebody at a client.</summary>
sealed record DemoContact(string Name, string Email, string Title)
{
    public string First => Name[..Name.IndexOf(' ', StringComparison.Ordinal)];
}

/// <summary>A client with what the rest of its story needs.</summary>
/// <param name="Row">As it is now.</param>
/// <param name="Product">What it sells, as a text would name it.</param>
/// <param name="Share">Its part of the agency's turnover, 0 to 1; also how much is said with it.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="People">Its people, the primary contact first.</param>
/// <param name="LastHeard">Nothing was said later than this.</param>
sealed record DemoClient(
    ClientRow Row, string Product, double Share, DemoPerson Owner, IReadOnlyList<DemoContact> People,
    DateTimeOffset LastHeard)
{
    public DemoContact Contact => People[0];
}
