namespace Atrium.Gateway.Tests.Auth;

/// <summary>A clock that moves when it is told to.</summary>
public sealed class HandClock : TimeProvider
{
    DateTimeOffset _now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Advance(TimeSpan by) => _now += by;
}
