using Atrium.Database.Demo.Texts;

namespace Atrium.Database.Demo.Studio;

/// <summary>How a piece was reviewed.</summary>
/// <param name="Approver">Who was asked, or decided; null for a draft.</param>
/// <param name="ApprovedAt">When it was released; null where it wasn't.</param>
/// <param name="Note">What was said on that occasion.</param>
/// <param name="Touched">When it last changed.</param>
sealed record DemoReview(DemoPerson? Approver, DateTimeOffset? ApprovedAt, string? Note, DateTimeOffset Touched);

/// <summary>What is said about one piece: the steps of its review, and comments in threads.</summary>
sealed class DemoTalk(
    DemoStudio studio, DemoAgency agency, DemoCampaign? campaign, DemoChance chance, Guid piece,
    Dictionary<string, string> words)
{
    static readonly DemoTopic Said = DemoTexts.Topic("pieces", "talk");

    /// <summary>Some hours later, but not in the future.</summary>
    public DateTimeOffset Later(DateTimeOffset at, int least, int most)
    {
        var later = at.AddMinutes(chance.Between(least * 60, most * 60));
        return later < agency.Now ? later : at + ((agency.Now - at) * chance.Between(30, 90) / 100);
    }

    public DemoReview Review(string state, int version, DemoPerson owner, DateTimeOffset written)
    {
        if (state == "draft")
        {
            return new(null, null, null, written);
        }

        var approver = (campaign?.Team ?? []).Concat(agency.People.With("leadership", "owner", "pm"))
            .First(person => person.Role is "pm" or "leadership" or "owner" && person.Id != owner.Id);
        var at = Step("submitted", Later(written, 1, 10), owner, approver.Id, null);
        if (chance.Percent(25))
        {
            at = Step("changes_requested", Later(at, 2, 30), approver, null, chance.Pick(Said.Of("changes")));
            at = Step("submitted", Later(at, 3, 30), owner, approver.Id, null);
        }

        if (state == "review")
        {
            return new(approver, null, null, at);
        }

        var note = chance.Percent(60) ? chance.Pick(Said.Of("note")) : null;
        var approved = Step("approved", Later(at, 1, 40), approver, null, note);
        var touched = approved;
        if (state is "published" or "archived")
        {
            touched = Step(state, Later(approved, 10, 90), owner, null, null);
        }

        return new(approver, approved, note, touched);

        DateTimeOffset Step(string step, DateTimeOffset when, DemoPerson by, Guid? asked, string? text)
        {
            studio.Approvals.Add(new(chance.NextId(), agency.Id, piece, version, step, asked, text, by.Id, when, when));
            return when;
        }
    }

    /// <summary>Some threads; a shared piece has a word of the client in it.</summary>
    public void Comment(DateTimeOffset since, bool shared)
    {
        var team = campaign?.Team ?? agency.People.With("leadership", "creative");
        var count = chance.Percent(20) ? 0 : chance.Between(1, 6);
        var at = since;
        for (var number = 0; number < count; number++)
        {
            at = Later(at, 2, 40);
            var head = chance.NextId();
            var author = chance.Pick(team);
            var replied = chance.Percent(33);
            var answered = Later(at, 1, 20);
            var settled = chance.Percent(70);
            Add(head, null, chance.Pick(Said.Of("comment")), author.Id, "internal", at, settled ? author.Id : null,
                settled ? Later(answered, 1, 9) : null);
            if (replied)
            {
                Add(chance.NextId(), head, chance.Pick(Said.Of("reply")), chance.Pick(team).Id, "internal", answered,
                    null, null);
            }
        }

        var contact = agency.Contacts.FirstOrDefault(contact => contact.Client.Row.Id == campaign?.Row.ClientId);
        if (shared && contact.Person is not null)
        {
            Add(chance.NextId(), null, chance.Pick(Said.Of("client")), contact.Person.Id, "client", Later(at, 5, 60),
                null, null);
        }
    }

    void Add(
        Guid id, Guid? parent, string text, Guid by, string visibility, DateTimeOffset at, Guid? settler,
        DateTimeOffset? settled) =>
        studio.Comments.Add(new(id, agency.Id, piece, parent, DemoTexts.Fill(text, words), by, visibility, [],
            settled is not null, settler, settled, by, at, settled ?? at));
}
