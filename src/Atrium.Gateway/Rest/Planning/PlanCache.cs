using System.Collections.Concurrent;
using Atrium.Gateway.Rest.Schema;

namespace Atrium.Gateway.Rest.Planning;

/// <summary>Keeps the plans of one catalogue, one for each shape of request. Full, it starts anew.</summary>
sealed class PlanCache(RestOptions options)
{
    const int MaxShape = 4_096;

    volatile Shelf _shelf = new(null);

    public Plan PlanFor(Catalogue catalogue, RestRequest request)
    {
        var shape = request.Shape;
        if (shape.Length > MaxShape)
        {
            return Planner.Plan(catalogue, request, options);
        }

        var shelf = _shelf;
        if (shelf.Catalogue != catalogue)
        {
            _shelf = shelf = new Shelf(catalogue);
        }

        if (shelf.Plans.TryGetValue(shape, out var plan))
        {
            return plan;
        }

        plan = Planner.Plan(catalogue, request, options);
        if (shelf.Plans.TryAdd(shape, plan) && Interlocked.Increment(ref shelf.Count) >= options.MaxPlans)
        {
            _shelf = new Shelf(catalogue);
        }

        return plan;
    }

    sealed class Shelf(Catalogue? catalogue)
    {
        public int Count;

        public Catalogue? Catalogue { get; } = catalogue;

        public ConcurrentDictionary<string, Plan> Plans { get; } = new(StringComparer.Ordinal);
    }
}
