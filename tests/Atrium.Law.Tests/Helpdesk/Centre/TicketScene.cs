namespace Atrium.Law.Tests.Helpdesk.Centre;

/// <summary><c>tests.help_desk()</c>: teams and tickets of two agencies.</summary>
public sealed class TicketScene() : Scene(
    "help_desk", "colleague", "boss", "team1", "team2", "teamb", "mine", "ours", "free", "theirs", "far");
