namespace Atrium.Database.Prove;

/// <summary>One field of the matrix.</summary>
/// <param name="Subject">Row.</param>
/// <param name="Role">Column.</param>
/// <param name="Operation">What was tried.</param>
/// <param name="State">held, worked, leak or refused.</param>
/// <param name="Attempts">How many attempts the state sums up.</param>
/// <param name="Statement">The telling attempt.</param>
/// <param name="Answer">What the database answered.</param>
public sealed record ProveCell(
    string Subject, string Role, string Operation, string State, int Attempts, string Statement, string Answer);
