namespace XbFunctions.Xb.Simulation;

/// <summary>What a <see cref="RandomStream"/> is for; part of its seed, so that entities with equal numbers stay independent.</summary>
internal enum StreamKind
{
    Product = 1,
    Seller,
    Customer,
    Trip,
    Arrivals,
    Session,
    Instrument,
    Device,
    Anonymous,
    Campaign,
    CampaignArrivals,
    CustomerId,
    Payment,
    Order,
    Recommendation,
    Promotion,
    Address,
    Bot,
}
