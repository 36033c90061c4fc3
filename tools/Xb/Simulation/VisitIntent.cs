namespace XbFunctions.Xb.Simulation;

/// <summary>How a visit will end.</summary>
internal enum VisitIntent
{
    /// <summary>Looks around.</summary>
    Browse,

    /// <summary>Fills a basket and leaves it.</summary>
    Abandon,

    /// <summary>Goes to the checkout and leaves there.</summary>
    LeaveAtCheckout,

    /// <summary>Buys.</summary>
    Buy,
}
