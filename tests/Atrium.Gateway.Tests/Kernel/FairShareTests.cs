using Atrium.Kernel.Shares;

namespace Atrium.Gateway.Tests.Kernel;

public sealed class FairShareTests
{
    static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    static CancellationToken Run => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whoever_has_its_share_waits_for_itself_and_not_others_for_it()
    {
        await using var shares = new FairShare(new(Each: 2, EachWaiting: 100, All: 3, AllWaiting: 100, Long));
        var had = await TakenAsync(shares, "greedy", 2);
        var waiting = Enumerable.Range(0, 38).Select(_ => shares.TakeAsync("greedy", Run).AsTask()).ToList();

        var modest = shares.TakeAsync("modest", Run);

        Assert.True(modest.IsCompletedSuccessfully);
        Assert.DoesNotContain(waiting, turn => turn.IsCompleted);
        had[0].Dispose();
        (await waiting[0]).Dispose();
    }

    [Fact]
    public async Task Places_are_given_in_the_order_of_asking()
    {
        await using var shares = new FairShare(new(Each: 1, EachWaiting: 2, All: 1, AllWaiting: 2, Long));
        var first = await shares.TakeAsync("a", Run);
        var second = shares.TakeAsync("a", Run).AsTask();
        var other = shares.TakeAsync("b", Run).AsTask();

        first.Dispose();
        var next = await Task.WhenAny(second, other);

        (await next).Dispose();
        (await (next == second ? other : second)).Dispose();
    }

    [Fact]
    public async Task No_more_wait_than_may()
    {
        await using var shares = new FairShare(new(Each: 1, EachWaiting: 1, All: 2, AllWaiting: 1, Long));
        _ = await TakenAsync(shares, "a", 1);
        _ = shares.TakeAsync("a", Run).AsTask();
        _ = await TakenAsync(shares, "b", 1);
        _ = shares.TakeAsync("c", Run).AsTask();

        var own = await Assert.ThrowsAsync<OverloadException>(() => shares.TakeAsync("a", Run).AsTask());
        var whole = await Assert.ThrowsAsync<OverloadException>(() => shares.TakeAsync("d", Run).AsTask());

        Assert.Equal((Overload.Share, Overload.Whole), (own.What, whole.What));
    }

    [Fact]
    public async Task Nobody_waits_longer_than_may_be_waited()
    {
        await using var shares = new FairShare(new(1, 1, 1, 1, TimeSpan.FromMilliseconds(1)));
        _ = await TakenAsync(shares, "a", 1);

        var own = await Assert.ThrowsAsync<OverloadException>(() => shares.TakeAsync("a", Run).AsTask());
        var whole = await Assert.ThrowsAsync<OverloadException>(() => shares.TakeAsync("b", Run).AsTask());

        Assert.Equal((Overload.Share, Overload.Whole), (own.What, whole.What));
    }

    [Fact]
    public async Task Whoever_gives_up_leaves_its_place_to_others()
    {
        await using var shares = new FairShare(new(1, 1, 1, 1, Long));
        var had = await shares.TakeAsync("a", Run);
        using var end = new CancellationTokenSource();
        var gone = shares.TakeAsync("b", end.Token).AsTask();

        await end.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => gone);
        had.Dispose();

        Assert.NotNull(shares.TryTake("b", out _));
    }

    static async Task<List<Turn>> TakenAsync(FairShare shares, string share, int count)
    {
        List<Turn> turns = [];
        for (var n = 0; n < count; n++)
        {
            turns.Add(await shares.TakeAsync(share, Run));
        }

        return turns;
    }
}
