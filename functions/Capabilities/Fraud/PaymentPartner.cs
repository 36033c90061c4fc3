namespace XbFunctions.Capabilities.Fraud;

/// <summary>What a payment brings together.</summary>
internal enum PaymentPartner
{
    /// <summary>The customer.</summary>
    Customer,

    /// <summary>The payment instrument.</summary>
    Instrument,

    /// <summary>The device.</summary>
    Device,

    /// <summary>Country of the IP address.</summary>
    IpCountry,

    /// <summary>Country of the shipping address.</summary>
    ShippingCountry,

    /// <summary>The delivery address.</summary>
    Address,

    /// <summary>The seller.</summary>
    Seller,
}
