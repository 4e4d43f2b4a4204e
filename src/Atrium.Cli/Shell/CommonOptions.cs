using System.CommandLine;

namespace Atrium.Cli.Shell;

/// <summary>Options that mean the same with every verb.</summary>
static class CommonOptions
{
    public static Option<string?> Data() => new("--data")
    {
        Description = "Folder of the installation; made when it isn't there. "
            + "Default: /var/lib/atrium as root, else \"atrium\" in the XDG data folder.",
        HelpName = "DIR",
    };

    public static Option<int> Port() => new("--port")
    {
        Description = "Port on 127.0.0.1 to serve on; 0 takes a free one.",
        HelpName = "N",
        DefaultValueFactory = _ => 8787,
        Validators =
        {
            result =>
            {
                if (result.GetValueOrDefault<int>() is < 0 or > 65_535)
                {
                    result.AddError("--port takes a number from 0 to 65535.");
                }
            },
        },
    };

    public static Option<bool> Json(string what) => new("--json") { Description = what };
}
