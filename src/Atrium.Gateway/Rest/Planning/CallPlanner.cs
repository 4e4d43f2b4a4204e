using Atrium.Gateway.Rest.Parsing;
using Atrium.Gateway.Rest.Schema;
using Atrium.Gateway.Rest.Sql;

namespace Atrium.Gateway.Rest.Planning;

/// <summary>Plans calls: which of the functions of a name takes the values given.</summary>
static class CallPlanner
{
    public static Plan Plan(Catalogue catalogue, RestRequest request, RestOptions options)
    {
        var call = Find(catalogue, request);
        var routine = call.Routine;
        var relation = routine.RelationOid == 0 ? null : catalogue.Find(routine.RelationOid);
        var form = Form.Choose(
            catalogue, request, relation?.Name ?? routine.Name, type => Makes(routine, type, options), options);
        var root = new ReadPlanner(catalogue, request.Query, options)
            .Root(relation, ResultSql.Source, routine.Name, true);
        root = root with
        {
            HasOffset = request.Offset > 0,
            IsLimited = request.Limit is not null,
            Computed = relation is null ? root.Computed : catalogue.ComputedOf(relation),
        };
        var counting = request.Preferences.Count is null
            ? Counting.None
            : Counting.Of(CountKind.Exact, options);
        return new Plan(ResultSql.Call(root, form, counting, call), PlanKind.Call, form)
        {
            Counting = counting,
            Hoisted = routine.Settings.Only(options.HoistedSettings),
            IsVoid = routine.Returns == ReturnKind.Nothing,
            IsSingle = !routine.IsSet,
        };
    }

    static Call Find(Catalogue catalogue, RestRequest request)
    {
        var all = catalogue.RoutinesNamed(request.Schema, request.Target).ToList();
        var names = Names(request);
        var fitting = request.Payload.IsRaw ? [] : all.Where(routine => Fits(routine, names)).ToList();
        var isWhole = fitting.Count == 0;
        if (isWhole)
        {
            fitting = all.Where(routine => routine.TakesBody && TakesWhole(routine, request)).ToList();
        }

        return fitting switch
        {
            [var only] => new Call(only, isWhole ? [] : Given(only, request), isWhole)
            {
                FirstOnly = request.Payload.IsArray,
            },
            [] => throw None(catalogue, request, names, all),
            _ => throw Several(fitting),
        };
    }

    static IReadOnlyList<string> Names(RestRequest request) => request.HasArguments
        ? [.. request.Query.Arguments.Select(argument => argument.Name).Distinct()]
        : request.Query.Columns ?? request.Payload.Keys;

    static bool Fits(Routine routine, IReadOnlyList<string> names) =>
        names.All(name => name.Length > 0 && routine.Parameters.Any(parameter => parameter.Name == name))
        && routine.Parameters.All(parameter => !parameter.IsRequired || names.Contains(parameter.Name));

    static bool TakesWhole(Routine routine, RestRequest request) =>
        request.Method == "POST" && (request.BodyType, routine.Parameters[0].Type) switch
        {
            ("" or "application/json" or "application/vnd.pgrst.object+json", "json" or "jsonb") => true,
            ("text/plain", "text") or ("text/xml", "xml") or ("application/octet-stream", "bytea") => true,
            _ => false,
        };

    static List<GivenParameter> Given(Routine routine, RestRequest request)
    {
        var given = new List<GivenParameter>();
        var names = Names(request);
        foreach (var parameter in routine.Parameters.Where(parameter => names.Contains(parameter.Name)))
        {
            var index = -1;
            for (var i = 0; request.HasArguments && i < request.Query.Arguments.Count; i++)
            {
                // Of a name given more than once the last counts; a variadic parameter takes all by name.
                index = request.Query.Arguments[i].Name == parameter.Name ? i : index;
            }

            given.Add(new GivenParameter(parameter, index < 0 ? null : index));
        }

        return given;
    }

    // PostgREST leaves one value's text and bytes to domains of the database.
    static bool Makes(Routine routine, MediaType type, RestOptions options) => type switch
    {
        MediaType.Text => !options.IsLiteral && routine.Returns == ReturnKind.Scalar,
        MediaType.Bytes => !options.IsLiteral && routine is { Returns: ReturnKind.Scalar, ReturnType: "bytea" },
        MediaType.OpenApi => false,
        _ => true,
    };

    static RestException None(
        Catalogue catalogue, RestRequest request, IReadOnlyList<string> names, List<Routine> all)
    {
        var name = $"{request.Schema}.{RestErrors.Short(request.Target)}";
        var sorted = names.Order(StringComparer.Ordinal).ToList();
        var list = RestErrors.Short(string.Join(", ", sorted));
        var body = request.Payload.IsRaw ? request.BodyType switch
        {
            "text/xml" => "xml",
            "application/octet-stream" => "bytea",
            _ => "text",
        }
        : null;
        var with = (body, names.Count) switch
        {
            ({ } type, _) => $"with a single unnamed {type} parameter",
            (_, 0) => "without parameters",
            (_, 1) => $"with parameter {list}",
            _ => $"with parameters {list}",
        };
        var or = body is null
            && request is { Method: "POST", HasArguments: false, BodyType: "" or "application/json" }
            ? " or with a single unnamed json/jsonb parameter"
            : "";
        // No other name would take a body without names.
        var near = body is not null ? null
            : all.Count == 0
            ? Nearest.Find(request.Target, catalogue.Routines(request.Schema).Select(routine => routine.Name))
            : request.Target + Nearest.Find($"({list})", all.Select(routine => "("
                + string.Join(", ", routine.Parameters.Select(one => one.Name).Order(StringComparer.Ordinal)) + ")"));
        var called = body is not null ? name : names.Count == 0 ? $"{name} without parameters" : $"{name}({list})";
        return RestErrors.Of(
            404,
            "PGRST202",
            $"Could not find the function {called} in the schema cache",
            $"Searched for the function {name} {with}{or}, but no matches were found in the schema cache.",
            near is null || (all.Count > 0 && near == request.Target) ? null
                : $"Perhaps you meant to call the function {request.Schema}.{near}");
    }

    static RestException Several(IEnumerable<Routine> fitting)
    {
        var list = fitting.Select(routine => $"{routine.Schema}.{routine.Name}("
            + string.Join(", ", routine.Parameters.Select(parameter => $"{parameter.Name} => {parameter.Type}")) + ")");
        return RestErrors.Of(
            300,
            "PGRST203",
            $"Could not choose the best candidate function between: {string.Join(", ", list)}",
            null,
            "Try renaming the parameters or the function itself in the database so function overloading can be "
                + "resolved");
    }
}
