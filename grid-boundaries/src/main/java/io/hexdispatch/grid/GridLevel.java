package io.hexdispatch.grid;

/**
 * The levels of the hierarchy of grids, from the whole city (市) down, and beside them the dedicated overlay.
 *
 * <p>The order of the constants is the order of the hierarchy: a grid's parent has an earlier level.
 */
public enum GridLevel {
    /** 市: the whole city. */
    CITY,
    /** 区县(市): a county, a county-level city, a district or a development zone. */
    COUNTY,
    /** 乡镇(街道): a township or street. */
    TOWNSHIP,
    /** 社区(村): a residents' community or a village. */
    COMMUNITY,
    /** 基础网格: the base grid that a grid member walks. */
    CELL,
    /** 微网格: a part of a base grid, 50 to 70 households. */
    MICRO_CELL,
    /** 专属网格: an overlay grid that answers inside its boundary in place of the hierarchy. */
    DEDICATED
}
