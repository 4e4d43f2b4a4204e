namespace Atrium.Cli.Doctor;

/// <summary>What one check found.</summary>
/// <param name="Check">What was checked, in a few words.</param>
/// <param name="Ok">False when something has to be done.</param>
/// <param name="Detail">What was found.</param>
/// <param name="Fix">The command or the step that puts it right; null when all is well.</param>
sealed record Finding(string Check, bool Ok, string Detail, string? Fix = null)
{
    /// <summary>All is well.</summary>
    public static Finding Good(string check, string detail) => new(check, true, detail);

    /// <summary>Something has to be done.</summary>
    public static Finding Bad(string check, string detail, string fix) => new(check, false, detail, fix);

    /// <summary>One or the other.</summary>
    public static Finding When(bool ok, string check, string detail, string fix) =>
        ok ? Good(check, detail) : Bad(check, detail, fix);
}
