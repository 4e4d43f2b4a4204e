using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Atrium.Architecture.Tests;

public sealed partial class Boundaries
{
    /// <summary>Who may reference whom: a project, and the projects its csproj may name.</summary>
    static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Atrium.Kernel"] = [],
        ["Atrium.Database"] = ["Atrium.Kernel"],
        ["Atrium.Gateway"] = ["Atrium.Kernel"],
        ["Atrium.Modules"] = ["Atrium.Kernel"],
        ["Atrium.Server"] = ["Atrium.Kernel", "Atrium.Database", "Atrium.Gateway", "Atrium.Modules"],
        ["Atrium.Cli"] = ["Atrium.Kernel", "Atrium.Database", "Atrium.Gateway", "Atrium.Modules", "Atrium.Server"],
    };

    /// <summary>What speaks to the database on a caller's behalf only through the tenant door.</summary>
    static readonly string[] BehindTheDoor =
        ["src/Atrium.Gateway", "src/Atrium.Modules", "src/Atrium.Server"];

    [Fact]
    public void Siblings_never_reference_each_other()
    {
        foreach (var project in Repository.Below("src", ".csproj"))
        {
            var references = ProjectReference().Matches(Repository.Text(project))
                .Select(match => match.Groups[1].Value);

            Offenders.None(references.Except(Allowed[Path.GetFileNameWithoutExtension(project)]));
        }
    }

    [Fact]
    public void Classes_are_sealed()
    {
        var open = ProductTypes().Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false });

        Offenders.None(open.Select(type => type.FullName));
    }

    [Fact]
    public void A_public_type_lives_in_the_file_with_its_name()
    {
        var elsewhere = Repository.Below("src", ".cs")
            .SelectMany(file => PublicType().Matches(Repository.Text(file))
                .Select(match => (File: file, Type: match.Groups[1].Value)))
            .Where(found => Path.GetFileName(found.File).Split('.')[0] != found.Type);

        Offenders.None(elsewhere);
    }

    [Fact]
    public void Requests_reach_the_database_through_the_tenant_door()
    {
        var around = BehindTheDoor.SelectMany(folder => Repository.Below(folder, ".cs"))
            .Where(file => OpensConnection().IsMatch(Repository.Text(file)));

        Offenders.None(around);
    }

    static IEnumerable<Type> ProductTypes() =>
        Allowed.Keys.Select(name => Assembly.Load(name == "Atrium.Cli" ? "atrium" : name))
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => !type.IsDefined(typeof(CompilerGeneratedAttribute), false)
                && type.Namespace?.StartsWith("Atrium", StringComparison.Ordinal) == true
                && type.Name[0] != '<');

    [GeneratedRegex("""<ProjectReference Include="[^"]*/([\w.]+)\.csproj""")]
    private static partial Regex ProjectReference();

    [GeneratedRegex(
        @"^public (?:(?:static|sealed|abstract|readonly|partial) )*"
        + @"(?:class|record struct|record|struct|enum|interface) (\w+)",
        RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"new NpgsqlConnection\(|new NpgsqlDataSourceBuilder\(|NpgsqlDataSource\.Create|\.OpenConnection")]
    private static partial Regex OpensConnection();
}
