using System.Globalization;
using System.Text.Json.Nodes;
using Atrium.Database.Demo.Texts;

namespace Atrium.Database.Demo.Helpdesk;

/// <summary>
/// One ticket from the first word to where it stands today: it stops wherever the story would reach into the future.
/// </summary>
sealed class DemoTicketStory(DemoHelpdesk helpdesk, DemoClient client, DemoTopic topic, DemoChance chance)
{
    static readonly string[] Priorities = ["low", "medium", "high", "urgent"];

    readonly Guid _id = chance.NextId();
    readonly DemoAgency _agency = helpdesk.Agency;
    readonly DemoTeam _team = helpdesk.Desk.Teams.First(team => team.Row.Name == topic.Of("team")[0]);
    DemoPerson _agent = helpdesk.Agency.People.Staff[0];
    Dictionary<string, string> _words = [];
    (Guid? Id, string Name, string Email) _asks;
    DemoTicketClocks? _clocks;
    string _status = "new";
    int _reopened;
    bool _assigned;
    DateTimeOffset _at;
    DateTimeOffset? _firstAnswer, _lastAnswer, _lastAsked, _waiting, _resolved, _closed, _snoozed;

    public void Tell(DateTimeOffset begun)
    {
        _at = begun;
        var priority = chance.Percent(70) ? topic.Of("priority")[0] : chance.Pick(Priorities);
        var promise = helpdesk.Desk.KeyClients.Contains(client.Row.Id) ? helpdesk.Desk.Key : helpdesk.Desk.Usual;
        _clocks = new(helpdesk, promise, promise.Targets[priority], client.Row.Id, _id, begun, chance);
        Introduce(begun);
        var ask = Letter("ask", _agent.First, _asks.Name);
        Note("created", null, null, "new", begun, _asks.Id);
        Note("changed", "assigned_team_id", null, _team.Row.Id.ToString(), begun, null);
        Go(begun, promise.Targets[priority]);
        _clocks.End(_agency.Now);
        var portal = _asks.Id is not null && chance.Percent(65);
        helpdesk.Tickets.Add(new(
            new(_id, client.Row.Id, DemoTexts.Fill(topic.Subject, _words), ask)
            {
                Status = _status,
                Priority = priority,
                Channel = portal ? "portal" : chance.Percent(80) ? "email" : chance.Percent(60) ? "phone" : "form",
                TicketType = topic.Of("type")[0],
                RequesterId = _asks.Id,
                AssignedAgentId = _assigned ? _agent.Id : null,
                AssignedTeamId = _team.Row.Id,
                Tags = [.. topic.Of("tag")],
                Metadata = _asks.Id is null ? new JsonObject { ["from"] = $"{_asks.Name} <{_asks.Email}>" }
                    : new JsonObject(),
                SnoozedUntil = _snoozed,
                FirstResponseAt = _firstAnswer,
                LastAgentMessageAt = _lastAnswer,
                LastCustomerMessageAt = _lastAsked,
                WaitingSince = _waiting,
                ResolvedAt = _resolved,
                ClosedAt = _closed,
                ReopenedCount = _reopened,
                CreatedBy = portal ? _asks.Id : null,
                CreatedAt = begun,
                UpdatedAt = _at,
            },
            client, _assigned ? _agent : null));
    }

    void Introduce(DateTimeOffset begun)
    {
        _agent = chance.Pick(_team.Answering);
        var contact = chance.Percent(75) ? client.Contact : chance.Pick(client.People);
        var account = _agency.Contacts.FirstOrDefault(known => known.Person.Email == contact.Email).Person;
        _asks = (account?.Id, contact.Name, contact.Email);
        _words = new()
        {
            ["client"] = client.Row.Name,
            ["product"] = client.Product,
            ["person"] = _agent.First,
            ["campaign"] = chance.Pick(["Second Spring", "Close to Home", "First Light", "Open Doors", "Plain Good",
                "By Hand", "Next Exit", "The Long Table"]),
            ["month"] = begun.AddMonths(-chance.Between(0, 1)).ToString("MMMM", CultureInfo.InvariantCulture),
            ["weekday"] = chance.Pick(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]),
            ["amount"] = (chance.Between(3, 60) * 100).ToString("N0", CultureInfo.InvariantCulture)
                + (_agency.Cast.Part == 0 ? " euros" : " pounds"),
            ["n"] = chance.Between(12, 400).ToString(CultureInfo.InvariantCulture),
        };
    }

    void Go(DateTimeOffset begun, (int First, int Next, int Resolution) target)
    {
        if (Assign(begun.AddMinutes(chance.Between(1, 4)))
            && (chance.Percent(45) || Say("note", _at.AddMinutes(chance.Between(1, 5))))
            && Say("answer", Answered(begun, target.First)))
        {
            Converse(target);
        }
    }

    void Converse((int First, int Next, int Resolution) target)
    {
        if (chance.Percent(45) && Move("pending", _at.AddMinutes(1), _agent.Id) && chance.Percent(3))
        {
            Snooze();
            return;
        }

        var rounds = chance.Percent(22) ? 0 : chance.Percent(55) ? 1 : chance.Percent(75) ? 2 : 3;
        for (var round = 0; round < rounds; round++)
        {
            if (!Say("more", Later(30, 1_500)) || !Say("again", Answered(_at, target.Next)))
            {
                return;
            }
        }

        if ((chance.Percent(25) || Say("thanks", Later(20, 1_300))) && !chance.Percent(1)
            && Move("resolved", Later(3, 200), _agent.Id))
        {
            Finish(target);
        }
    }

    void Finish((int First, int Next, int Resolution) target)
    {
        if (chance.Percent(5) && (!Say("more", Later(120, 2_600)) || !Say("again", Answered(_at, target.Next))
            || !Move("resolved", Later(10, 300), _agent.Id)))
        {
            return;
        }

        // the job closes what was silent for five days
        Move("closed", _at.AddDays(5).AddMinutes(chance.Between(1, 14)), null);
    }

    void Snooze()
    {
        if (_at > _agency.Now.AddDays(-25))
        {
            _snoozed = _agency.Now.AddDays(chance.Between(1, 9)).AddHours(8);
            Note("changed", "snoozed_until", null, _snoozed.Value.ToString("O", CultureInfo.InvariantCulture), _at,
                _agent.Id);
        }
    }

    bool Assign(DateTimeOffset at)
    {
        if (at >= _agency.Now)
        {
            return false;
        }

        _at = at;
        _assigned = true;
        Note("changed", "assigned_agent_id", null, _agent.Id.ToString(), at,
            _team.Row.AssignmentMethod == "manual" ? _agent.Id : null);
        if (chance.Percent(6))
        {
            var follower = chance.Pick(_agency.People.With("account", "pm", "leadership"));
            helpdesk.Followers.Add(new(
                chance.NextId(), client.Row.Id, _id, follower.Id, "follower", follower.Id, at, at));
        }

        return true;
    }

    bool Say(string kind, DateTimeOffset at)
    {
        if (at >= _agency.Now)
        {
            return false;
        }

        _at = at;
        var asked = kind is "more" or "thanks";
        var content = kind == "note" ? DemoTexts.Fill(chance.Pick(topic.Of("note")), _words)
            : asked ? Letter(kind, _agent.First, _asks.Name) : Letter(kind, FirstName(_asks.Name), _agent.Name);
        helpdesk.Messages.Add(new(chance.NextId(), client.Row.Id, _id, asked ? _asks.Id : _agent.Id,
            asked ? "customer" : "agent", kind == "note", content, asked && _asks.Id is null ? _asks.Name : null,
            asked && _asks.Id is null ? _asks.Email : null, asked ? _asks.Id : _agent.Id, at, at));
        if (asked)
        {
            _lastAsked = at;
            _waiting ??= at;
            _clocks!.Asked(at);
            _ = _status is "open" or "new" || Move("open", at, _asks.Id);
        }
        else if (kind != "note")
        {
            _firstAnswer ??= at;
            _lastAnswer = at;
            _waiting = null;
            _clocks!.Answered(at);
            _ = _status != "new" || Move("open", at, _agent.Id);
        }

        return true;
    }

    bool Move(string becomes, DateTimeOffset at, Guid? by)
    {
        if (at >= _agency.Now)
        {
            return false;
        }

        _at = at;
        Note("changed", "status", _status, becomes, at, by);
        _clocks!.Move(_status, becomes, at);
        _reopened += _status is "resolved" or "closed" && becomes == "open" ? 1 : 0;
        _status = becomes;
        _resolved = becomes is "resolved" or "closed" ? _resolved ?? at : null;
        _closed = becomes == "closed" ? at : null;
        _waiting = _resolved is null ? _waiting : null;
        return true;
    }

    void Note(string kind, string? field, string? was, string? becomes, DateTimeOffset at, Guid? by) =>
        helpdesk.Events.Add(new(chance.NextId(), client.Row.Id, _id, kind, field, was, becomes,
            by is null ? "system" : "user", by, at, at));

    // mostly in time
    DateTimeOffset Answered(DateTimeOffset since, int minutes) => helpdesk.Desk.Open.Add(since,
        TimeSpan.FromMinutes(minutes * (chance.Percent(88) ? chance.Between(20, 92) : chance.Between(105, 260)) / 100));

    DateTimeOffset Later(int least, int most) =>
        _at.AddMinutes(chance.Between(least, most)).AddSeconds(chance.Between(1, 59));

    string Letter(string kind, string to, string from)
    {
        _words["first"] = to;
        var said = chance.Pick(topic.Of(kind));
        return DemoTexts.Fill($"{chance.Pick(DemoTexts.Greetings.Of("hello"))}\n\n{char.ToUpperInvariant(said[0])}"
            + $"{said[1..]}\n\n{chance.Pick(DemoTexts.Greetings.Of("bye"))}\n{from}", _words);
    }

    static string FirstName(string name) => name[..name.IndexOf(' ', StringComparison.Ordinal)];
}
