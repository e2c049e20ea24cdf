"""Text messages about orders. `client.messages.create` here is Twilio's: it sends an SMS and calls no model."""

from twilio.rest import Client

client = Client()


def notify_shipped(phone: str, order_number: str, tracking_url: str) -> str | None:
    message = client.messages.create(
        to=phone,
        from_="+15005550006",
        body=f"Fernhill Kitchen: order {order_number} is on its way. Follow it here: {tracking_url}",
    )
    return message.sid
