using Atrium.Gateway.Rest.Parsing;
using Atrium.Gateway.Rest.Schema;
using Atrium.Gateway.Rest.Sql;

namespace Atrium.Gateway.Rest.Planning;

/// <summary>Plans calls: which of the functions of a name takes the values given.</summary>
static class CallPlanner
{
    public static Plan Plan(Catalogue catalogue, RestRequest request)
    {
        var isPost = request.Method switch
        {
            "POST" => true,
            "GET" or "HEAD" => false,
            _ => throw RestErrors.BadMethod(request.Method),
        };
        var names = isPost
            ? request.Query.Columns ?? request.Payload.Keys
            : [.. request.Query.Arguments.Select(argument => argument.Name).Distinct()];
        var call = Find(catalogue, request, names, isPost);
        var routine = call.Routine;
        CheckForm(request.Accept, routine);
        var relation = routine.RelationOid == 0 ? null : catalogue.Find(routine.RelationOid);
        var root = new ReadPlanner(catalogue, request.Query).Root(relation, ResultSql.Source, routine.Name, true);
        root = root with { HasOffset = request.Offset > 0 };
        var sql = ResultSql.Call(root, request.Accept, request.Preferences.Count, call);
        return new Plan(sql, PlanKind.Call)
        {
            IsVoid = routine.Returns == ReturnKind.Nothing,
            IsSingle = !routine.IsSet,
        };
    }

    static Call Find(Catalogue catalogue, RestRequest request, IReadOnlyList<string> names, bool isPost)
    {
        var all = catalogue.RoutinesNamed(request.Schema, request.Target).ToList();
        var fitting = request.Payload is { IsArray: true } or { Rows: 0 }
            ? []
            : all.Where(routine => Fits(routine, names)).ToList();
        if (fitting.Count == 0 && isPost)
        {
            fitting = all.Where(routine => routine.TakesBody).ToList();
            if (fitting.Count == 1)
            {
                return new Call(fitting[0], [], true);
            }
        }

        return fitting switch
        {
            [var only] => new Call(only, Given(only, request, isPost), false),
            [] => throw None(catalogue, request, names, isPost),
            _ => throw Several(request, fitting),
        };
    }

    static bool Fits(Routine routine, IReadOnlyList<string> names) =>
        names.All(name => name.Length > 0 && routine.Parameters.Any(parameter => parameter.Name == name))
        && routine.Parameters.All(parameter => !parameter.IsRequired || names.Contains(parameter.Name));

    static List<GivenParameter> Given(Routine routine, RestRequest request, bool isPost)
    {
        var given = new List<GivenParameter>();
        foreach (var parameter in routine.Parameters)
        {
            if (isPost && (request.Query.Columns ?? request.Payload.Keys).Contains(parameter.Name))
            {
                given.Add(new GivenParameter(parameter, null));
            }

            for (var i = 0; !isPost && i < request.Query.Arguments.Count; i++)
            {
                if (request.Query.Arguments[i].Name == parameter.Name)
                {
                    given.Add(new GivenParameter(parameter, i));
                    break;
                }
            }
        }

        return given;
    }

    static void CheckForm(MediaType accept, Routine routine)
    {
        var bare = routine is { Returns: ReturnKind.Scalar };
        var fits = accept switch
        {
            MediaType.Text => bare,
            MediaType.Bytes => bare && routine.ReturnType == "bytea",
            MediaType.OpenApi => false,
            _ => true,
        };
        if (!fits)
        {
            throw RestErrors.NotAcceptable(accept.ContentType());
        }
    }

    static RestException None(Catalogue catalogue, RestRequest request, IReadOnlyList<string> names, bool isPost)
    {
        var name = $"{request.Schema}.{RestErrors.Short(request.Target)}";
        var list = RestErrors.Short(string.Join(", ", names));
        var with = names.Count switch
        {
            0 => "without parameters",
            1 => $"with parameter {list}",
            _ => $"with parameters {list}",
        };
        var body = isPost ? " or with a single unnamed json/jsonb parameter" : "";
        var near = Nearest.Find(request.Target, catalogue.Routines(request.Schema).Select(routine => routine.Name).Distinct());
        return RestErrors.Of(
            404,
            "PGRST202",
            names.Count == 0
                ? $"Could not find the function {name} without parameters in the schema cache"
                : $"Could not find the function {name}({list}) in the schema cache",
            $"Searched for the function {name} {with}{body}, but no matches were found in the schema cache.",
            near is null ? null : $"Perhaps you meant to call the function {request.Schema}.{near}");
    }

    static RestException Several(RestRequest request, IEnumerable<Routine> fitting)
    {
        var list = fitting.Select(routine => $"{routine.Schema}.{routine.Name}("
            + string.Join(", ", routine.Parameters.Select(parameter => $"{parameter.Name} => {parameter.Type}")) + ")");
        return RestErrors.Of(
            300,
            "PGRST203",
            $"Could not choose the best candidate function between: {string.Join(", ", list)}",
            null,
            $"Try renaming the parameters or the function itself in the database so function overloading of "
            + $"'{RestErrors.Short(request.Target)}' can be resolved");
    }
}
