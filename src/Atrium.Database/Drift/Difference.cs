namespace Atrium.Database.Drift;

/// <summary>One thing in which the live catalogue is not what the plan yields.</summary>
/// <param name="Subject">What it is about, such as <c>policy people_read on public.users</c>.</param>
/// <param name="State"><c>missing</c> in the database, <c>extra</c> there, or <c>changed</c>.</param>
/// <param name="Undo">SQL for the live database that restores what the plan says.</param>
/// <param name="Adopt">SQL for a new change that makes the plan say what the live database has.</param>
public sealed record Difference(string Subject, string State, string Undo, string Adopt);
