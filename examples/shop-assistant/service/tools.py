"""The functions that the assistant may call, as the API wants them."""

ORDER_TOOLS = [
    {
        "type": "function",
        "function": {
            "name": "find_order",
            "description": "Find an order of the signed-in customer, with its articles, state and delivery date.",
            "parameters": {
                "type": "object",
                "properties": {
                    "order_number": {"type": "string", "description": "Number on the invoice, such as FK-204518."},
                },
                "required": ["order_number"],
            },
        },
    },
    {
        "type": "function",
        "function": {
            "name": "search_products",
            "description": "Search the catalogue. Returns name, price, stock and care instructions of up to 5 products.",
            "parameters": {
                "type": "object",
                "properties": {
                    "query": {"type": "string", "description": "What the customer is looking for, in a few words."},
                    "in_stock_only": {"type": "boolean"},
                },
                "required": ["query"],
            },
        },
    },
    {
        "type": "function",
        "function": {
            "name": "start_return",
            "description": "Start the return of one article. Sends the label to the customer's mail address.",
            "parameters": {
                "type": "object",
                "properties": {
                    "order_number": {"type": "string"},
                    "article": {"type": "string", "description": "Article number from find_order."},
                    "reason": {"type": "string", "enum": ["unwanted", "wrong_article", "damaged", "defective"]},
                },
                "required": ["order_number", "article", "reason"],
            },
        },
    },
]
