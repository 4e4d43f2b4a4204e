namespace Atrium.Database.Demo;

/// <summary>Somebody to sign in as.</summary>
/// <param name="Email">Address, below <c>.test</c>: mail to it goes nowhere.</param>
/// <param name="Password">The same for all: <c>atrium-demo</c>.</param>
/// <param name="Agency">Name of the agency the sign-in opens.</param>
/// <param name="Role">Role there, as in <c>memberships.role</c>.</param>
public sealed record DemoAccount(string Email, string Password, string Agency, string Role);
