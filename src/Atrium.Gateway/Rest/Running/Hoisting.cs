using Atrium.Gateway.Rest.Schema;
using Atrium.Kernel;

namespace Atrium.Gateway.Rest.Running;

/// <summary>
/// Makes the settings of a caller's role and of a called function for the whole transaction: the database would make
/// the first only for who signs in, and the second too late for a time limit or an isolation.
/// </summary>
static class Hoisting
{
    const string Role = "role";

    /// <summary>The caller with their role's settings; one who brings none stays as they are.</summary>
    public static Caller OfRole(Catalogue catalogue, Caller caller)
    {
        if (caller.Settings.Count == 0 || catalogue.RoleSettings.Count == 0)
        {
            return caller;
        }

        var at = caller.Settings.ToList().FindIndex(setting => setting.Key == Role);
        if (at < 0 || !catalogue.RoleSettings.TryGetValue(caller.Settings[at].Value, out var own))
        {
            return caller;
        }

        // Before the role is taken: the connection's own may be allowed to set more.
        return caller with
        {
            Settings = [.. caller.Settings.Take(at), .. own.Others, .. caller.Settings.Skip(at)],
            Isolation = own.Isolation,
        };
    }

    /// <summary>The caller with a called function's settings.</summary>
    public static Caller OfRoutine(OwnSettings own, Caller caller) => own.Settings.Count == 0 ? caller : caller with
    {
        Settings = [.. caller.Settings, .. own.Others],
        Isolation = own.Isolation ?? caller.Isolation,
    };
}
