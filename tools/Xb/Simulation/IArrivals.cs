namespace XbFunctions.Xb.Simulation;

/// <summary>Something that happens again and again: visits to a market, campaigns of a fraud.</summary>
internal interface IArrivals
{
    /// <summary>When it happens next; never earlier than before.</summary>
    DateTimeOffset Next { get; }

    /// <summary>Lets it happen: schedules events from <see cref="Next"/> on, and moves <see cref="Next"/>.</summary>
    void Arrive();
}
