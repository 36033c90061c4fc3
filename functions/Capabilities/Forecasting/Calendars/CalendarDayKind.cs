namespace XbFunctions.Capabilities.Forecasting;

/// <summary>What makes a day of a market special.</summary>
public enum CalendarDayKind
{
    /// <summary>A nationwide public holiday, or a day off in lieu of one: warehouses and customs are closed.</summary>
    PublicHoliday,

    /// <summary>A feast or season that moves trade without closing it.</summary>
    Festival,

    /// <summary>A day of a sales event.</summary>
    SalesDay,

    /// <summary>A day on which most salaries arrive.</summary>
    Payday,

    /// <summary>The last three weeks before the school year begins, and the day itself.</summary>
    BackToSchool,

    /// <summary>The long school holidays.</summary>
    SchoolHoliday,

    /// <summary>A day of Ramadan, in the markets where many keep it.</summary>
    FastingMonth,
}
